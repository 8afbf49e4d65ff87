package dev.firn.e2e;

import dev.firn.Main;
import dev.firn.cli.Surroundings;
import dev.firn.cli.console.FakeScreen;
import dev.firn.nix.drv.Derivation;
import dev.firn.nix.drv.Output;
import dev.firn.nix.path.StorePath;
import dev.firn.testkit.Ran;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// This machine and its own `/nix`, as root, with a configuration of Nix and a cache of firn that
/// belong to one test. firn runs in this JVM.
final class ThisMachine {

    static final Path PACKAGES = Path.of("src/test/nix/packages.nix").toAbsolutePath();

    private static final String CONFIGURATION =
            """
            sandbox = true
            sandbox-fallback = false
            sandbox-paths = /bin /usr /lib /lib64? /etc/alternatives?
            substitute = false
            build-users-group = nixbld
            cores = 2
            """;

    private final Path place;
    private final SortedMap<String, String> environment = new TreeMap<>();

    /// @param place an empty directory
    ThisMachine(Path place) throws IOException {
        this.place = place;
        Path configuration = Files.createDirectories(place.resolve("conf"));
        Files.writeString(configuration.resolve("nix.conf"), CONFIGURATION);
        environment.put("NIX_CONF_DIR", configuration.toString());
        environment.put("NIX_REMOTE", "local");
        environment.put("HOME", Files.createDirectories(place.resolve("home")).toString());
        environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("LC_ALL", "C.UTF-8");
    }

    Path cache() {
        return place.resolve("cache");
    }

    /// Sets a variable of everything that is run from now on.
    void set(String variable, String value) {
        environment.put(variable, value);
    }

    /// Runs a command of firn.
    Ran firn(String... args) {
        List<String> words = new ArrayList<>(List.of(args));
        words.add(1, "--cache=" + cache());
        return firnAt(words.toArray(String[]::new));
    }

    /// Runs a command of firn that names its cache itself.
    Ran firnAt(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status =
                Main.run(
                        List.of(words),
                        new Surroundings(environment, out, err, false, FakeScreen.none()));
        return new Ran(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// Builds a package of the tests, without links.
    ///
    /// @param more further words of the command line
    Report build(String attribute, String... more) {
        List<String> words =
                new ArrayList<>(List.of("build", "--json", "--no-link", "-f", PACKAGES.toString()));
        words.addAll(List.of("-A", attribute));
        words.addAll(Arrays.asList(more));
        return new Report(firn(words.toArray(String[]::new)));
    }

    /// What Nix makes of it.
    ///
    /// @return store path by output
    SortedMap<String, String> nixBuild(String attribute, String... more) {
        StorePath drv = instantiate(attribute, more);
        run("nix-store", "--realise", drv.toString()).orFail();
        SortedMap<String, String> paths = new TreeMap<>();
        try {
            Derivation derivation = Derivation.read(Path.of(drv.toString()));
            for (Map.Entry<String, Output> output : derivation.outputs().entrySet()) {
                paths.put(output.getKey(), output.getValue().knownPath().orElseThrow().toString());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return paths;
    }

    StorePath instantiate(String attribute, String... more) {
        List<String> words =
                new ArrayList<>(List.of("nix-instantiate", PACKAGES.toString(), "-A", attribute));
        words.addAll(Arrays.asList(more));
        // `x.drv`, or `x.drv!lib` when the first output is not `out`.
        String said = run(words.toArray(String[]::new)).orFail();
        return StorePath.parse(said.split("!", 2)[0]);
    }

    /// Runs any other program.
    Ran run(String... command) {
        return run(List.of(command));
    }

    Ran run(List<String> command) {
        try {
            Path err = Files.createTempFile(place, "stderr", "");
            Process process = start(command, err);
            process.getOutputStream().close();
            byte[] out = process.getInputStream().readAllBytes();
            return new Ran(
                    process.waitFor(),
                    new String(out, StandardCharsets.UTF_8),
                    Files.readString(err));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The environment of everything that is run.
    Map<String, String> environment() {
        return new TreeMap<>(environment);
    }

    /// Starts a program in the directory that was given to this machine.
    ///
    /// @param err the file for its standard error
    Process start(List<String> command, Path err) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(place.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.redirectError(err.toFile()).start();
    }

    /// The words that run a command of firn in a process of its own.
    List<String> program(String... args) {
        List<String> words = new ArrayList<>(List.of(args));
        words.add(1, "--cache=" + cache());
        return Program.here().command(words.toArray(String[]::new));
    }
}
