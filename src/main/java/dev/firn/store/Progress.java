package dev.firn.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How far a process has come with a build, for others to follow: a file in its workroom, to which
/// it adds a line `<layer id> <step>` for each step that it begins and a line `- <what>` for what
/// it does before, and which goes with it.
///
/// @param workroom of the process
public record Progress(Path workroom) {

    private static final String FILE = "progress";
    private static final String ASIDE = "- ";

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

    /// Reads what there is and what comes, also what came last when the process has ended.
    public Reader read() throws IOException {
        return new Reader(this, Files.newInputStream(file()));
    }

    /// The file is kept open, as it goes with the process.
    public static final class Reader implements AutoCloseable {

        private final Progress progress;
        private final InputStream file;
        private final StringBuilder text = new StringBuilder();

        private Reader(Progress progress, InputStream file) {
            this.progress = progress;
            this.file = file;
        }

        /// The steps so far.
        public List<Step> steps() throws IOException {
            List<Step> steps = new ArrayList<>();
            for (String line : lines()) {
                int space = line.indexOf(' ');
                if (space > 0 && LayerId.isLayerId(line.substring(0, space))) {
                    LayerId layer = new LayerId(line.substring(0, space));
                    Path scratch = progress.workroom().resolve(layer.value()).resolve("layer");
                    String name = line.substring(space + 1);
                    steps.add(new Step(name, layer, new LayerPaths(scratch).log()));
                }
            }
            return steps;
        }

        /// What the process does while no step runs, for people; empty when it has not said.
        public String doing() throws IOException {
            String doing = "";
            for (String line : lines()) {
                doing = line.startsWith(ASIDE) ? line.substring(ASIDE.length()) : doing;
            }
            return new String(doing.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }

        private List<String> lines() throws IOException {
            text.append(new String(file.readAllBytes(), StandardCharsets.ISO_8859_1));
            return text.toString().lines().toList();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    void begins(String step, LayerId layer) throws IOException {
        add(layer.value() + ' ' + step);
    }

    void does(String what) throws IOException {
        add(ASIDE + new String(what.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    private void add(String line) throws IOException {
        Files.writeString(
                file(),
                line.replace('\n', ' ') + '\n',
                StandardCharsets.ISO_8859_1,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private Path file() {
        return workroom.resolve(FILE);
    }
}
