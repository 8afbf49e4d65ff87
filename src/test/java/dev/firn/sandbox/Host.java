package dev.firn.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Processes and mounts of the whole machine.
final class Host {

    private Host() {}

    static List<String> processesWith(String pattern) throws IOException {
        Pattern wanted = Pattern.compile("^(setsid )?" + pattern);
        List<String> found = new ArrayList<>();
        for (String line : ofAllProcesses("cmdline")) {
            String command = line.replace('\0', ' ');
            if (wanted.matcher(command).find()) {
                found.add(command);
            }
        }
        return found;
    }

    static List<String> mountsBelow(Path directory) throws IOException {
        List<String> found = new ArrayList<>();
        for (String table : ofAllProcesses("mountinfo")) {
            table.lines().filter(line -> line.contains(directory.toString())).forEach(found::add);
        }
        return found;
    }

    static void awaitNoProcessWith(String pattern) throws Exception {
        while (!processesWith(pattern).isEmpty()) {
            Thread.sleep(5);
        }
    }

    static void awaitNoMountsBelow(Path directory) throws Exception {
        while (!mountsBelow(directory).isEmpty()) {
            Thread.sleep(5);
        }
    }

    static void awaitFile(Path file) throws Exception {
        while (!Files.exists(file)) {
            Thread.sleep(5);
        }
    }

    static @Nullable Path found(Path below, String name) throws IOException {
        if (!Files.exists(below)) {
            return null;
        }
        Process find = new ProcessBuilder("find", below + "", "-name", name).start();
        String text = new String(find.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return text.isEmpty() ? null : Path.of(text.lines().findFirst().orElseThrow());
    }

    /// Fails if anything is still mounted there.
    static void delete(Path directory) throws IOException, InterruptedException {
        String script = "find \"$1\" -type d ! -perm -200 -exec chmod u+w {} +; rm -r \"$1\"";
        Process remover =
                new ProcessBuilder("sh", "-c", script, "sh", directory.toString())
                        .inheritIO()
                        .start();
        if (remover.waitFor() != 0) {
            throw new IOException("cannot delete " + directory);
        }
    }

    private static List<String> ofAllProcesses(String file) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.toList()) {
                try {
                    texts.add(Files.readString(process.resolve(file), StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    // Not a process, or one that has just ended.
                    continue;
                }
            }
        }
        return texts;
    }
}
