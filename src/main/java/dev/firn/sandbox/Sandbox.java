package dev.firn.sandbox;

import dev.firn.limit.Allowance;
import dev.firn.limit.Leash;
import dev.firn.linux.Pty;
import dev.firn.linux.RawTerminal;
import dev.firn.linux.SeccompFilter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Starts programs in sandboxes. Needs `setpriv`, `unshare`, `mount`, `setarch`, `sh` and `bwrap`
/// on the search path, but no privileges.
public final class Sandbox {

    private Sandbox() {}

    /// Does ahead what costs the first run of a process tens of milliseconds of loading, if called
    /// by a thread of its own while something else is waited for. Never needed.
    public static void prepare() {
        try {
            Pty.open().close();
        } catch (IOException e) {
            // The first run will say it.
        }
    }

    /// Starts a run without limits.
    ///
    /// @throws IOException as the other one
    public static SandboxProcess start(SandboxSpec spec, Path directory, OutputStream log)
            throws IOException {
        return start(spec, directory, log, Allowance.unlimited().leash());
    }

    /// Starts a run. Any number may be going on at once, each with its own directory.
    ///
    /// @param directory empty and existing; the run's own files. The caller deletes it afterwards
    /// @param log gets what the program writes to its terminal as it comes; written to by one
    ///     thread of the run, flushed after each piece, not closed
    /// @param leash for this run alone; closed at its end
    /// @throws IOException if the run's files cannot be written. Whatever else keeps the program
    ///     from running is an [Exit.NotStarted]
    public static SandboxProcess start(
            SandboxSpec spec, Path directory, OutputStream log, Leash leash) throws IOException {
        RunDirectory run = new RunDirectory(directory);
        Optional<SandboxProcess> lacking;
        try {
            lacking = furnish(spec, run, leash.inner());
        } catch (IOException | RuntimeException e) {
            leash.close();
            throw e;
        }
        if (lacking.isPresent()) {
            leash.close();
            return lacking.get();
        }
        return SandboxProcess.start(run, log, leash);
    }

    /// Starts a run with a terminal of its own, at which the user of this process's terminal sits.
    /// A program that has no controlling terminal gets this one by opening it.
    ///
    /// @param directory as for [#start]
    /// @param keys must stay open until the end
    /// @param screen gets what the program writes
    /// @throws IOException as for [#start]
    public static SandboxProcess converse(
            SandboxSpec spec, Path directory, RawTerminal keys, OutputStream screen)
            throws IOException {
        RunDirectory run = new RunDirectory(directory);
        Optional<SandboxProcess> lacking = furnish(spec, run, List.of());
        return lacking.orElseGet(() -> SandboxProcess.converse(run, keys, screen));
    }

    /// Starts a run with the streams of this process instead of a terminal and a log.
    ///
    /// @param directory as for [#start]
    /// @param aside whether what it prints goes where errors go
    /// @throws IOException as for [#start]
    public static SandboxProcess attach(SandboxSpec spec, Path directory, boolean aside)
            throws IOException {
        RunDirectory run = new RunDirectory(directory);
        Optional<SandboxProcess> lacking = furnish(spec, run, List.of());
        return lacking.orElseGet(() -> SandboxProcess.attach(run, aside));
    }

    /// @param limiting words before the command that the run becomes
    /// @return what the run comes to at once, if something that it needs is not there
    private static Optional<SandboxProcess> furnish(
            SandboxSpec spec, RunDirectory run, List<String> limiting) throws IOException {
        List<Bind> binds = new ArrayList<>(StandardView.binds(spec.isolation(), isRoot()));
        binds.addAll(spec.binds());
        List<Bind.Found> found = new ArrayList<>(binds.size());
        for (Bind bind : binds) {
            if (!bind.missing()) {
                found.add(bind.found());
            } else if (!bind.optional()) {
                String why = bind.source() + ", needed at " + bind.target() + ", does not exist";
                return Optional.of(SandboxProcess.ended(run, new Exit.NotStarted(why)));
            }
        }
        boolean named = false;
        if (spec.program().named()) {
            try {
                named = Bubblewrap.Version.installed().setsArgumentZero();
            } catch (IOException e) {
                String why = String.valueOf(e.getMessage());
                return Optional.of(SandboxProcess.ended(run, new Exit.NotStarted(why)));
            }
        }
        write(spec, found, run, named, limiting);
        return Optional.empty();
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static void write(
            SandboxSpec spec,
            List<Bind.Found> binds,
            RunDirectory run,
            boolean named,
            List<String> limiting)
            throws IOException {
        Files.createDirectory(run.merged());
        link(spec.overlay(), run.links());
        RootTree.of(spec, binds).create(run.root());
        text(run.mountTable(), MountTable.text(spec, binds, run));
        text(run.bubblewrapArguments(), Bubblewrap.options(spec, binds, run, named));
        text(run.stageScript(), Stage.script(spec, limiting));
        Files.write(run.seccompFilter(), SeccompFilter.program(System.getProperty("os.arch")));
    }

    private static void link(Overlay overlay, Path links) throws IOException {
        Files.createDirectory(links);
        int number = 0;
        for (Path lower : overlay.lowers()) {
            link(links.resolve(Integer.toString(number)), lower);
            number++;
        }
        link(links.resolve("upper"), overlay.upper());
        link(links.resolve("work"), overlay.work());
    }

    private static void link(Path link, Path target) throws IOException {
        Files.createSymbolicLink(link, target.toAbsolutePath());
    }

    private static void text(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }
}
