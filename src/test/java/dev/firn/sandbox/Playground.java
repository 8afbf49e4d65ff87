package dev.firn.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A directory with everything that a run needs, and bash with the host's programs to run in it.
final class Playground {

    private static final List<String> HOST = List.of("/bin", "/lib", "/lib64", "/usr");

    private final Path directory;
    final List<Path> lowers = new ArrayList<>();
    final List<Bind> binds = new ArrayList<>();
    Isolation isolation = Isolation.complete();

    private Playground(Path directory) {
        this.directory = directory;
    }

    static Playground in(Path directory) throws IOException {
        Playground playground = new Playground(directory);
        Path skeleton = Files.createDirectories(directory.resolve("skeleton"));
        Files.createDirectories(skeleton.resolve("nix/store/one"));
        Files.writeString(skeleton.resolve("nix/store/two"), "");
        Files.createDirectories(skeleton.resolve("build"));
        Files.createDirectories(skeleton.resolve("tmp"));
        mode(skeleton.resolve("build"), "rwx------");
        mode(skeleton.resolve("tmp"), "rwxrwxrwx");
        playground.lowers.add(skeleton);
        Path one = Files.createDirectories(directory.resolve("inputs/one/bin"));
        Files.writeString(one.resolve("tool"), "a tool\n");
        Files.writeString(directory.resolve("inputs/two"), "a file\n");
        playground.input("one");
        playground.input("two");
        for (String path : HOST) {
            playground.binds.add(Bind.readOnly(Path.of(path), path).ifPresent());
        }
        return playground;
    }

    private void input(String name) {
        Path source = directory.resolve("inputs").resolve(name);
        binds.add(Bind.readOnly(source, "/nix/store/" + name));
    }

    static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    Path fresh(String name) throws IOException {
        return Files.createTempDirectory(directory, name);
    }

    /// Puts a layer of changes on top of the lower directories.
    Path layer(String name) throws IOException {
        Path layer = Files.createDirectories(directory.resolve(name).resolve("build"));
        mode(layer, "rwx------");
        lowers.addFirst(directory.resolve(name));
        return layer;
    }

    SandboxSpec spec(Path upper, Program program) throws IOException {
        Overlay overlay =
                new Overlay(
                        lowers,
                        upper,
                        fresh("work"),
                        new TreeMap<>(
                                Map.of(
                                        "build", "/build",
                                        "nix/store", "/nix/store",
                                        "tmp", "/tmp")));
        return new SandboxSpec(overlay, binds, program, isolation);
    }

    static Program bash(String script) {
        TreeMap<String, String> environment = new TreeMap<>();
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("HOME", "/homeless-shelter");
        return new Program(
                "/bin/bash",
                List.of("/bin/bash", "--norc", "--noprofile", "-c", script),
                environment,
                "/build");
    }

    /// How a run ended and all that it wrote.
    record Outcome(Exit exit, String log) {}

    Outcome run(String script) throws IOException, InterruptedException {
        return run(spec(fresh("upper"), bash(script)));
    }

    Outcome run(SandboxSpec spec) throws IOException, InterruptedException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        Path run = fresh("run");
        Exit exit = Sandbox.start(spec, run, log).waitFor();
        Host.delete(run);
        return new Outcome(exit, log.toString(StandardCharsets.ISO_8859_1));
    }
}
