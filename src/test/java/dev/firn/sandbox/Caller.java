package dev.firn.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Who uses the sandbox. An ordinary user can only be had by starting another JVM.
enum Caller {
    THIS_ONE(List.of()) {
        @Override
        String run(Path directory, String script) throws IOException, InterruptedException {
            return answer(directory, script);
        }
    },
    ORDINARY_USER(List.of("setpriv", "--reuid", "1234", "--regid", "1234", "--clear-groups")) {
        @Override
        String run(Path directory, String script) throws IOException, InterruptedException {
            Process process = jvm(directory, script).redirectErrorStream(true).start();
            byte[] text = process.getInputStream().readAllBytes();
            process.waitFor();
            return new String(text, StandardCharsets.ISO_8859_1);
        }
    };

    private final List<String> prefix;

    Caller(List<String> prefix) {
        this.prefix = prefix;
    }

    /// Both where this JVM runs as root, else the only one that there is.
    static Stream<Caller> all() {
        return isRoot() ? Stream.of(values()) : Stream.of(THIS_ONE);
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /// What the script wrote, then how it ended.
    abstract String run(Path directory, String script) throws IOException, InterruptedException;

    /// A JVM of this caller that does the same in [#home] and writes it to its stdout.
    ProcessBuilder jvm(Path directory, String script) throws IOException {
        Path home = Files.createDirectory(home(directory));
        Playground.mode(directory, "rwxr-xr-x");
        if (this == ORDINARY_USER) {
            Files.setOwner(
                    home,
                    home.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName("1234"));
        }
        List<String> command = new ArrayList<>(prefix);
        command.addAll(java());
        command.addAll(List.of(home.toString(), script));
        return new ProcessBuilder(command);
    }

    static Path home(Path directory) {
        return directory.resolve("home");
    }

    /// Takes a directory and a script.
    static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Caller.class.getName());
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        System.out.write(answer(Path.of(args[0]), args[1]).getBytes(StandardCharsets.ISO_8859_1));
        System.out.flush();
    }

    private static String answer(Path directory, String script)
            throws IOException, InterruptedException {
        Playground.Outcome outcome = Playground.in(directory).run(script);
        return outcome.log() + outcome.exit();
    }
}
