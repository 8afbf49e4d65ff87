package dev.firn.mount;

import dev.firn.overlay.FileState;
import dev.firn.overlay.Peculiarities;
import dev.firn.problem.Problem;
import dev.firn.store.MountPaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/// An overlay that a program of the user's own serves, `fuse-overlayfs`. It reads the kernel's
/// whiteouts and opaque directories as well as its own marks.
///
/// It is started by the name of the mount's mark: so the kernel lists the mount under it, and the
/// process can be found again.
record FuseOverlay(Tools tools) implements HostOverlay {

    private static final Path DEVICE = Path.of("/dev/fuse");
    static final String PROGRAM = "fuse-overlayfs";
    private static final String UNMOUNT = "fusermount3";
    /// In which package each program is, by most distributions' names.
    private static final SortedMap<String, String> PACKAGES =
            new TreeMap<>(Map.of(PROGRAM, "fuse-overlayfs", UNMOUNT, "fuse3"));

    private static final String COPY = "; or copy the state: firn checkout STEP DIR";

    /// For its end, after its mount has gone.
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    private static final long POLL_NANOS = 2_000_000;

    @Override
    public String name() {
        return PROGRAM;
    }

    @Override
    public String remedy() {
        return "in a container: --device /dev/fuse, and no no-new-privileges";
    }

    @Override
    public void check() {
        if (!Files.exists(DEVICE)) {
            throw lacks(
                    "there is no /dev/fuse",
                    "as root: modprobe fuse; for a container: --device /dev/fuse" + COPY);
        }
        if (!Files.isReadable(DEVICE) || !Files.isWritable(DEVICE)) {
            throw lacks("you may not open /dev/fuse", "as root: chmod 666 /dev/fuse" + COPY);
        }
        for (Map.Entry<String, String> program : PACKAGES.entrySet()) {
            if (tools.find(program.getKey()).isEmpty()) {
                throw lacks(
                        "there is no program '" + program.getKey() + "' here",
                        "install the package " + program.getValue() + COPY);
            }
        }
    }

    private static Problem lacks(String why, String fix) {
        return new Problem(Problem.Kind.HOST, "states cannot be mounted", why, fix);
    }

    @Override
    public Tools.Ending mount(
            MountPaths paths, String mark, List<Path> lowers, boolean writable, Path directory)
            throws IOException, InterruptedException {
        Peculiarities peculiarities = Peculiarities.of(lowers);
        if (peculiarities.mark().isPresent()) {
            throw lacks(
                    "fuse-overlayfs would not show it as it is: it takes "
                            + peculiarities.mark().get()
                            + " for a mark of its own",
                    "copy the state: firn checkout STEP DIR");
        }
        Path program = paths.program(mark);
        Files.createSymbolicLink(program, tools.find(PROGRAM).orElseThrow());
        String options = HostOverlay.lay(paths, lowers, writable);
        Tools.Ending ending =
                tools.run(
                        paths.directory(),
                        paths.messages(),
                        List.of(program.toString(), "-o", options, directory.toString()));
        if (ending.worked() && peculiarities.hardLinks()) {
            lookAtAll(directory);
        }
        return ending;
    }

    /// Lets it come across every name, so that it knows how many each file has, and `cp -a` finds
    /// hard links. It may forget again what the kernel has not used for long.
    private static void lookAtAll(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (FileState.of(entry).isDirectory()) {
                    lookAtAll(entry);
                }
            }
        } catch (AccessDeniedException e) {
            // Nobody else comes across what is in there.
            return;
        }
    }

    /// Comes back when the program has ended.
    @Override
    public Tools.Ending unmount(MountPaths paths, String mark, Path directory, boolean lazy)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(UNMOUNT, "-u"));
        if (lazy) {
            words.add("-z");
        }
        words.add(directory.toString());
        Tools.Ending ending = tools.run(Path.of("/"), paths.messages(), words);
        if (ending.worked() && !lazy) {
            awaitEnd(paths.program(mark));
        }
        return ending;
    }

    private static void awaitEnd(Path program) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (isRunning(program) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static boolean isRunning(Path program) throws IOException {
        String beginning = program + "\0";
        try (DirectoryStream<Path> processes =
                Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (commandLine(process).startsWith(beginning)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String commandLine(Path process) {
        try {
            Path file = process.resolve("cmdline");
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // It has ended.
            return "";
        }
    }
}
