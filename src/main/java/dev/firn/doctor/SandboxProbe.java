package dev.firn.doctor;

import dev.firn.limit.Mishap;
import dev.firn.sandbox.Bind;
import dev.firn.sandbox.Exit;
import dev.firn.sandbox.Isolation;
import dev.firn.sandbox.Overlay;
import dev.firn.sandbox.Program;
import dev.firn.sandbox.Sandbox;
import dev.firn.sandbox.SandboxSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Runs the host's shell in a sandbox, just as a step of a build, and has it check that the
/// terminal and the system call filter are there.
record SandboxProbe(Path place) implements Probe {

    private static final List<String> HOST =
            List.of("/bin", "/lib", "/lib64", "/usr", "/nix/store", "/run/current-system");
    private static final String SCRIPT =
            """
            test -t 1 || echo no terminal
            : > file && chmod 4755 file 2> /dev/null && echo no system call filter
            test $$ = 1 || echo no pid namespace
            test "$(id -u)" = 1000 || echo no user namespace
            """;

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public Finding find() throws IOException, InterruptedException {
        try (Workplace work = Workplace.in(place)) {
            Path lower = work.directory("lower");
            work.directory("lower/build");
            Overlay overlay =
                    new Overlay(
                            List.of(lower),
                            work.directory("upper"),
                            work.directory("work"),
                            new TreeMap<>(Map.of("build", "/build")));
            List<Bind> binds = new ArrayList<>();
            for (String path : HOST) {
                binds.add(Bind.readOnly(Path.of(path), path).ifPresent());
            }
            SandboxSpec spec = new SandboxSpec(overlay, binds, shell(), Isolation.complete());
            ByteArrayOutputStream log = new ByteArrayOutputStream();
            Exit exit = Sandbox.start(spec, work.directory("run"), log).waitFor();
            return judge(exit, log.toString(StandardCharsets.UTF_8).strip());
        }
    }

    private static Program shell() {
        TreeMap<String, String> environment = new TreeMap<>();
        environment.put("PATH", "/usr/bin:/bin:/run/current-system/sw/bin");
        return new Program("/bin/sh", List.of("/bin/sh", "-c", SCRIPT), environment, "/build");
    }

    private Finding judge(Exit exit, String log) {
        return switch (exit) {
            case Exit.NotStarted(String why) ->
                    lacking(why, "see the lacks above; in a container, /proc must not be masked");
            case Exit.Exited(int code) ->
                    code == 0 && log.isEmpty()
                            ? fine("a shell ran in it")
                            : lacking(log.isEmpty() ? "exit code " + code : log, "");
            case Exit.Spoiled(Mishap mishap) -> lacking(mishap.how(), mishap.advice());
            case Exit.Signalled(int signal) -> lacking("killed by signal " + signal, "");
        };
    }
}
