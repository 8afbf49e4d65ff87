package dev.firn.snapshot;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import dev.firn.linux.FileCalls;
import dev.firn.linux.PathBytes;
import dev.firn.overlay.FileState;
import dev.firn.overlay.OverlayMarks;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerPaths;
import dev.firn.store.file.Summed;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What there is in a layer's own files.
///
/// @param files number of names, without directories and whiteouts
/// @param bytes space that they take on the disk, directories too; a hard-linked file counts once
/// @param hardLinks the names of each file that has more than one of them in the layer; relative,
///     bytes
public record Survey(long files, long bytes, List<List<String>> hardLinks) {

    public Survey {
        hardLinks = hardLinks.stream().map(List::copyOf).toList();
    }

    /// What there is in this layer: as it was counted before, or counted now. Surveys are kept with
    /// their layer, whose files never change.
    public static Survey of(CacheDirectory cache, Layer layer) throws IOException {
        Optional<Survey> kept = kept(layer.paths());
        if (kept.isPresent()) {
            return kept.get();
        }
        Survey survey = of(layer.paths().files());
        Path place = layer.paths().survey();
        cache.complement(layer.id(), place, Summed.of(place, survey.toJson()));
        return survey;
    }

    /// Counts. Directories that their owner may not list count as empty.
    static Survey of(Path root) throws IOException {
        try (FileCalls calls = new FileCalls()) {
            Counter counter = new Counter(calls);
            counter.visit(root, "");
            return counter.result();
        }
    }

    private static final class Counter {

        private final FileCalls calls;
        private final Map<Long, List<String>> namesByInode = new HashMap<>();
        private long files;
        private long bytes;

        Counter(FileCalls calls) {
            this.calls = calls;
        }

        void visit(Path directory, String prefix) throws IOException {
            bytes += calls.space(directory);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                for (Path entry : entries) {
                    BasicFileAttributes attributes =
                            Files.readAttributes(
                                    entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                    String name = prefix + PathBytes.name(entry);
                    if (attributes.isDirectory()) {
                        visit(entry, name + "/");
                    } else if (!OverlayMarks.isWhiteout(entry, attributes)) {
                        count(entry, name);
                    }
                }
            } catch (AccessDeniedException e) {
                // A builder may have closed its own directory; nobody reads it from outside.
                return;
            }
        }

        private void count(Path file, String name) throws IOException {
            files++;
            FileState state = FileState.of(file);
            if (state.links() > 1) {
                List<String> names =
                        namesByInode.computeIfAbsent(state.inode(), inode -> new ArrayList<>());
                names.add(name);
                if (names.size() > 1) {
                    return;
                }
            }
            bytes += calls.space(file);
        }

        Survey result() {
            List<List<String>> groups = new ArrayList<>();
            for (List<String> names : namesByInode.values()) {
                // A whiteout of the overlay's own may be linked to one in its work directory.
                if (names.size() > 1) {
                    names.sort(Comparator.naturalOrder());
                    groups.add(names);
                }
            }
            groups.sort(Comparator.comparing(List::getFirst));
            return new Survey(files, bytes, groups);
        }
    }

    byte[] toJson() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            json.name("files").value(files);
            json.name("bytes").value(bytes);
            json.name("hardLinks").beginArray();
            for (List<String> names : hardLinks) {
                json.beginArray();
                for (String name : names) {
                    json.value(name);
                }
                json.endArray();
            }
            json.endArray();
            json.endObject();
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /// What was counted, if somebody has.
    public static Optional<Survey> kept(LayerPaths layer) {
        try {
            return Optional.of(parse(Summed.read(layer.survey()).orElseThrow()));
        } catch (IOException | RuntimeException e) {
            // Not counted yet, or damaged.
            return Optional.empty();
        }
    }

    static Survey parse(byte[] content) throws IOException {
        long files = 0;
        long bytes = 0;
        List<List<String>> hardLinks = new ArrayList<>();
        JsonReader json =
                new JsonReader(new StringReader(new String(content, StandardCharsets.UTF_8)));
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "files" -> files = json.nextLong();
                case "bytes" -> bytes = json.nextLong();
                case "hardLinks" -> {
                    json.beginArray();
                    while (json.hasNext()) {
                        hardLinks.add(names(json));
                    }
                    json.endArray();
                }
                default -> json.skipValue();
            }
        }
        json.endObject();
        return new Survey(files, bytes, hardLinks);
    }

    private static List<String> names(JsonReader json) throws IOException {
        List<String> names = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            names.add(json.nextString());
        }
        json.endArray();
        return names;
    }
}
