package dev.firn.snapshot;

import dev.firn.store.CacheDirectory;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The real overlay, mounted in a child's namespaces as the sandbox does it.
final class Kernel {

    private static final String MOUNT =
            """
            set -e
            mount -t overlay firn -o "userxattr,volatile,lowerdir=$1,upperdir=$2,workdir=$3" "$4"
            cd "$4"
            exec bash -eu -c "$5"
            """;

    private static final String LIST =
            """
            set -e
            mount -t overlay firn -o "ro,userxattr,lowerdir=$1" "$2"
            cd "$2"
            eval "$3"
            """;

    /// Prints name and facts of every file of `build`, each ended by a zero byte.
    static final String FIND =
            """
            find build \\( -type d -printf '%p\\0%y %m %T@\\0' \\) -o \
                -printf '%p\\0%y %m %T@ %s %n %l\\0'
            """;

    private Kernel() {}

    /// Runs bash code in the root of the merged tree; returns what it prints.
    static String run(CacheDirectory cache, Scratch scratch, String code) throws Exception {
        Path merged = Files.createDirectories(scratch.run().resolve("merged"));
        List<String> command = unshare(MOUNT);
        command.add(joined(cache.layers(), scratch.lowers()));
        command.add(scratch.upper().toString());
        // A work directory can be used once: volatile marks it.
        command.add(Files.createTempDirectory(scratch.run(), "work").toString());
        command.add(merged.toString());
        command.add(code);
        return output(command, cache.layers());
    }

    /// What find says about every file of a merged tree.
    static String list(CacheDirectory cache, List<Path> lowers) throws Exception {
        Path mountPoint = cache.root().resolveSibling("mount-point");
        Path empty = Files.createDirectories(cache.root().resolveSibling("empty"));
        List<Path> all = new ArrayList<>(lowers);
        all.add(empty);
        List<String> command = unshare(LIST);
        command.add(joined(cache.layers(), all));
        command.add(Files.createDirectories(mountPoint).toString());
        command.add(FIND);
        return output(command, cache.layers());
    }

    private static List<String> unshare(String script) {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("unshare", "--user", "--map-root-user", "--mount"));
        command.addAll(List.of("--propagation", "private", "sh", "-c", script, "sh"));
        return command;
    }

    /// Relative to the cache, where the command runs: the options of a mount are one page.
    private static String joined(Path cache, List<Path> lowers) {
        return lowers.stream()
                .map(lower -> cache.relativize(lower).toString())
                .collect(Collectors.joining(":"));
    }

    static String output(List<String> command, Path directory)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectErrorStream(true)
                        .start();
        String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }
}
