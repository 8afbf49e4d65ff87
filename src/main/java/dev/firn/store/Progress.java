package dev.firn.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which steps a process has begun, for others to follow: a file in its workroom, to which it adds
/// a line `<layer id> <step>` for each, and which goes with it.
///
/// @param workroom of the process
public record Progress(Path workroom) {

    private static final String FILE = "progress";

    /// A step that has begun.
    ///
    /// @param layer that it is to become
    /// @param log what it prints, until the layer is sealed
    public record Step(String name, LayerId layer, Path log) {}

    /// The process that began a build last and is still there.
    public static Optional<Progress> newest(CacheDirectory cache) throws IOException {
        Optional<Progress> newest = Optional.empty();
        FileTime latest = FileTime.fromMillis(0);
        try (DirectoryStream<Path> rooms = Files.newDirectoryStream(cache.work())) {
            for (Path room : rooms) {
                Progress progress = new Progress(room);
                try {
                    FileTime began = Files.getLastModifiedTime(progress.file());
                    if (began.compareTo(latest) > 0 && progress.isAlive()) {
                        latest = began;
                        newest = Optional.of(progress);
                    }
                } catch (IOException e) {
                    // No build, or just gone.
                }
            }
        }
        return newest;
    }

    /// Whether the process is still at it.
    public boolean isAlive() {
        String name = workroom.getFileName().toString();
        long pid = Long.parseLong(name.substring(0, name.indexOf('-')));
        return Files.exists(file()) && ProcessHandle.of(pid).isPresent();
    }

    /// The steps so far; none any more when the process has ended.
    public List<Step> steps() throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file(), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        for (String line : lines) {
            int space = line.indexOf(' ');
            if (space > 0 && LayerId.isLayerId(line.substring(0, space))) {
                LayerId layer = new LayerId(line.substring(0, space));
                Path scratch = workroom.resolve(layer.value()).resolve("layer");
                String name = line.substring(space + 1);
                steps.add(new Step(name, layer, new LayerPaths(scratch).log()));
            }
        }
        return steps;
    }

    void begins(String step, LayerId layer) throws IOException {
        Files.writeString(
                file(),
                layer.value() + ' ' + step.replace('\n', ' ') + '\n',
                StandardCharsets.ISO_8859_1,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private Path file() {
        return workroom.resolve(FILE);
    }
}
