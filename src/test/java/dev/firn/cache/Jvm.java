package dev.firn.cache;

import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Another process that runs a class of the tests.
public final class Jvm {

    private Jvm() {}

    /// @param before the command that is to run the JVM
    public static Process start(
            List<String> before, String classPath, Class<?> main, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(before);
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .start();
    }

    public static Process start(Class<?> main, String... arguments) throws Exception {
        return start(List.of(), classPath(), main, arguments);
    }

    public static String output(Process process) throws Exception {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /// A copy of the class path that any user may read.
    public static String publicClassPath(Path directory) throws Exception {
        StringBuilder copies = new StringBuilder();
        int number = 0;
        for (String entry : classPath().split(":")) {
            if (entry.contains("classes") || entry.contains("gson")) {
                Path copy = directory.resolve(number++ + (entry.endsWith(".jar") ? ".jar" : ""));
                Process cp = new ProcessBuilder("cp", "-r", entry, copy.toString()).start();
                if (cp.waitFor() != 0) {
                    throw new IllegalStateException("cp " + entry);
                }
                copies.append(copies.isEmpty() ? "" : ":").append(copy);
            }
        }
        Process chmod = new ProcessBuilder("chmod", "-R", "a+rX", directory.toString()).start();
        if (chmod.waitFor() != 0 || !Files.exists(directory)) {
            throw new IllegalStateException("chmod");
        }
        return copies.toString();
    }
}
