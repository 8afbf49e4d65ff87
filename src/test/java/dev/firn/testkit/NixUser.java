package dev.firn.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// Someone who runs commands on a [NixHost]. `nix`, `nix-build`, ... are those of the host, `firn`
/// is the launcher of this checkout, everything else is this machine's.
public final class NixUser {

    private final NixHost host;
    private final String name;
    private final Path home;
    private final Path directory;
    private final SortedMap<String, String> environment;

    NixUser(NixHost host, String name, Path home) {
        this(host, name, home, home, basicEnvironment());
    }

    private NixUser(
            NixHost host,
            String name,
            Path home,
            Path directory,
            SortedMap<String, String> environment) {
        this.host = host;
        this.name = name;
        this.home = home;
        this.directory = directory;
        this.environment = environment;
    }

    /// The user's home directory; under the same name on this machine and on the host.
    public Path home() {
        return home;
    }

    /// Where this checkout of firn is for the user.
    public Path checkout() {
        return host.onThisMachine("/checkout");
    }

    /// The same user in another directory, which has the same name on this machine and on the host.
    public NixUser in(Path other) {
        return new NixUser(host, name, home, other, environment);
    }

    /// The same user with one more variable.
    public NixUser with(String variable, String value) {
        SortedMap<String, String> more = new TreeMap<>(environment);
        more.put(variable, value);
        return new NixUser(host, name, home, directory, more);
    }

    /// Writes a file that belongs to the user.
    ///
    /// @param file relative to the directory the user is in
    public Path write(String file, String content) {
        Path path = directory.resolve(file);
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        NixHost.execute(List.of("chown", "-R", owner(), home.toString()));
        return path;
    }

    /// Runs a command to its end.
    public Ran run(String... command) {
        try {
            Process process = start(command);
            process.getOutputStream().close();
            CompletableFuture<String> errors =
                    CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            String output = text(process.getInputStream());
            return new Ran(process.waitFor(), output, errors.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Starts a command; it dies when the process that is returned is killed.
    public Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(commandLine(command));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /// What to execute on this machine to run the command on the host, with [#environment()].
    public List<String> commandLine(String... command) {
        List<String> line = new ArrayList<>(List.of("unshare", "--mount", "--"));
        line.addAll(host.enter(name, directory));
        line.addAll(List.of(command));
        return line;
    }

    /// A folder of this machine with `nix`, `nix-store` and so on, which run as this
    /// user on the host, in the caller's directory and with its environment. For code that is
    /// tested within this JVM.
    public Path programs() {
        try {
            Path folder = Files.createTempDirectory(host.onThisMachine("/home"), name);
            for (String program : List.of("nix", "nix-instantiate", "nix-store", "nix-daemon")) {
                List<String> line = new ArrayList<>(List.of("exec", "unshare", "--mount", "--"));
                line.addAll(host.enter(name, Path.of("$PWD")));
                String script =
                        "#!/bin/sh\n" + String.join(" ", line) + " " + program + " \"$@\"\n";
                Path file = Files.writeString(folder.resolve(program), script);
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public SortedMap<String, String> environment() {
        return new TreeMap<>(environment);
    }

    private String owner() {
        return name.equals("dev") ? "1000:1000" : "0:0";
    }

    private static SortedMap<String, String> basicEnvironment() {
        SortedMap<String, String> basic = new TreeMap<>();
        basic.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        basic.put("LANG", "C.UTF-8");
        basic.put("TERM", "dumb");
        basic.put("JAVA_HOME", System.getProperty("java.home"));
        return basic;
    }

    private static String text(InputStream from) {
        try (from) {
            return new String(from.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
