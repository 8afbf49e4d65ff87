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
    THIS_ONE {
        @Override
        String run(Path directory, String script) throws IOException, InterruptedException {
            return answer(directory, script);
        }
    },
    ORDINARY_USER {
        @Override
        String run(Path directory, String script) throws IOException, InterruptedException {
            Process process = asUser(directory, script).redirectErrorStream(true).start();
            String text =
                    new String(
                            process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            process.waitFor();
            return text;
        }
    };

    private static final String UID = "1234";

    /// Both where this JVM runs as root, else the only one that there is.
    static Stream<Caller> all() {
        return isRoot() ? Stream.of(values()) : Stream.of(THIS_ONE);
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /// What the script wrote, then a line with how it ended.
    abstract String run(Path directory, String script) throws IOException, InterruptedException;

    static ProcessBuilder asUser(Path directory, String script) throws IOException {
        Path home = Files.createDirectory(directory.resolve("home of " + UID));
        Playground.mode(directory, "rwxr-xr-x");
        Files.setOwner(
                home,
                home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(UID));
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid", UID, "--regid", UID, "--clear-groups"));
        }
        command.addAll(javaCommand());
        command.addAll(List.of(home.toString(), script));
        return new ProcessBuilder(command);
    }

    static List<String> javaCommand() {
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
