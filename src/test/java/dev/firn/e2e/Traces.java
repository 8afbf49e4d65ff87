package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What a run of firn must not leave behind.
final class Traces {

    private Traces() {}

    /// Nothing unfinished in the cache, and no process that names it or sees a mount of it.
    static void assertNone(Path cache) throws IOException {
        assertThat(children(cache.resolve("work"))).isEmpty();
        List<String> processes = new ArrayList<>();
        for (Path process : children(Path.of("/proc"))) {
            if (Character.isDigit(process.getFileName().toString().charAt(0))
                    && (text(process.resolve("mountinfo")).contains(cache.toString())
                            || text(process.resolve("cmdline")).contains(cache.toString()))) {
                processes.add(process + " " + text(process.resolve("cmdline")).replace('\0', ' '));
            }
        }
        assertThat(processes).isEmpty();
    }

    private static List<Path> children(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // It has ended meanwhile.
            return "";
        }
    }
}
