package dev.firn.gc;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts firn once more, as a process that nobody waits for: in a session of its own, so that
/// Ctrl-C does not reach it, and with what processor and disk others leave.
public final class Background {

    private static final String JAR = "-jar";

    private Background() {}

    /// Does nothing where this process was not started by `bin/firn`.
    public static void run(String... words) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of("setsid", "--fork", "nice", "-n", "19", "ionice", "-c", "3"));
        List<String> own = ownCommand();
        int jar = own.indexOf(JAR);
        if (jar < 0 || jar + 1 >= own.size() || !own.get(jar + 1).endsWith("/firn.jar")) {
            return;
        }
        command.addAll(own.subList(0, jar + 2));
        command.addAll(List.of(words));
        File nowhere = new File("/dev/null");
        new ProcessBuilder(command)
                .redirectInput(Redirect.from(nowhere))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
    }

    private static List<String> ownCommand() throws IOException {
        String line = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.ISO_8859_1);
        return List.of(line.split("\0"));
    }
}
