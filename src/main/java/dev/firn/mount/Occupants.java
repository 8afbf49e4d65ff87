package dev.firn.mount;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The processes that keep a directory from being unmounted, as far as this user may know them.
final class Occupants {

    /// Links of a process, and what it means that one leads into the directory.
    private enum Way {
        CWD("is in"),
        ROOT("has its root in"),
        EXE("runs");

        private final String words;

        Way(String words) {
            this.words = words;
        }
    }

    private Occupants() {}

    /// One line for each process but this one: `less (4711) has build/config.log open`.
    static List<String> of(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        String self = Long.toString(ProcessHandle.current().pid());
        try (DirectoryStream<Path> processes =
                Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (!process.endsWith(self)) {
                    use(process, directory).ifPresent(use -> lines.add(named(process) + use));
                }
            }
        }
        return lines;
    }

    private static Optional<String> use(Path process, Path directory) {
        for (Way way : Way.values()) {
            Path link = process.resolve(way.name().toLowerCase(Locale.ROOT));
            Optional<String> inside = inside(link, directory);
            if (inside.isPresent()) {
                return Optional.of(" " + way.words + " " + inside.get());
            }
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                Optional<String> inside = inside(file, directory);
                if (inside.isPresent()) {
                    return Optional.of(" has " + inside.get() + " open");
                }
            }
        } catch (IOException e) {
            // It has ended, or belongs to somebody else.
            return Optional.empty();
        }
        return Optional.empty();
    }

    /// Where in the directory the link leads; its whole path for the directory itself.
    private static Optional<String> inside(Path link, Path directory) {
        try {
            Path target = Files.readSymbolicLink(link);
            if (!target.startsWith(directory)) {
                return Optional.empty();
            }
            return Optional.of(
                    target.equals(directory)
                            ? target.toString()
                            : directory.relativize(target).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String named(Path process) {
        String name = "a process";
        try {
            byte[] text = Files.readAllBytes(process.resolve("comm"));
            name = new String(text, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            // It has just ended.
        }
        return name + " (" + process.getFileName() + ")";
    }
}
