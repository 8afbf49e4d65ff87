package dev.firn.nix.eval;

import dev.firn.problem.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Runs one of Nix's programs to its end, without input.
final class NixProgram {

    private static final long PATIENCE_SECONDS = 2;

    private final Map<String, String> environment;
    private final Path directory;

    /// @param environment all that the program gets
    /// @param directory where it runs
    NixProgram(Map<String, String> environment, Path directory) {
        this.environment = Map.copyOf(environment);
        this.directory = directory;
    }

    /// @param output the lines of its standard output, one character per byte
    record Ended(int status, List<String> output) {}

    /// Runs `command`. An interrupt ends the program and all that it started.
    ///
    /// @param messages gets the lines of its standard error as they come, on another thread
    /// @throws Problem when the program is not there
    /// @throws CancellationException when interrupted
    Ended run(List<String> command, Consumer<String> messages) {
        Process process = start(command);
        List<String> output = new ArrayList<>();
        InputStream out = process.getInputStream();
        InputStream err = process.getErrorStream();
        Thread reader = lines("stdout", out, StandardCharsets.ISO_8859_1, output::add);
        Thread listener = lines("stderr", err, StandardCharsets.UTF_8, messages);
        try {
            int status = process.waitFor();
            reader.join();
            listener.join();
            return new Ended(status, output);
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted");
            cancelled.initCause(e);
            throw cancelled;
        }
    }

    private Process start(List<String> command) {
        List<String> found = new ArrayList<>(command);
        found.set(0, find(command.get(0)).toString());
        ProcessBuilder builder = new ProcessBuilder(found).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectInput(Path.of("/dev/null").toFile());
        try {
            return builder.start();
        } catch (IOException e) {
            throw cannotRun(command.get(0), String.valueOf(e.getMessage()));
        }
    }

    /// Java itself would look in its own PATH, not in the one the program gets.
    private Path find(String name) {
        String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
        for (String folder : path.split(":")) {
            Path program = directory.resolve(folder).resolve(name);
            if (Files.isExecutable(program)) {
                return program;
            }
        }
        throw cannotRun(name, "it is in no folder of PATH=" + path);
    }

    private static Problem cannotRun(String name, String why) {
        return new Problem(
                Problem.Kind.HOST,
                "cannot run " + name,
                why,
                "install Nix 2.8 or newer, or put it on the PATH");
    }

    private static Thread lines(
            String name, InputStream from, Charset charset, Consumer<String> consumer) {
        return Thread.ofPlatform()
                .daemon()
                .name("nix " + name)
                .start(() -> pass(new InputStreamReader(from, charset), consumer));
    }

    private static void pass(InputStreamReader from, Consumer<String> consumer) {
        try (BufferedReader lines = new BufferedReader(from)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                consumer.accept(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        for (ProcessHandle each : all) {
            each.destroy();
        }
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            // Asked twice: no more patience.
        }
        for (ProcessHandle each : all) {
            each.destroyForcibly();
        }
    }
}
