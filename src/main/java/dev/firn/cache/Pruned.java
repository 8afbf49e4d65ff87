package dev.firn.cache;

import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import dev.firn.store.file.PrivateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Layers that were removed to make room, and why: a line `ID MILLIS REASON` each, the newest last.
/// A layer that is there was not removed after all, whatever stands here.
public final class Pruned {

    /// When the file is shortened it keeps so many lines.
    private static final int MOST = 20_000;

    private final CacheDirectory cache;

    public Pruned(CacheDirectory cache) {
        this.cache = cache;
    }

    /// A layer that goes.
    ///
    /// @param reason for people, in the past tense
    public record Line(LayerId layer, String reason) {}

    /// Tells why a layer has gone.
    public record Note(Instant when, String reason) {}

    /// Remembers these.
    public void add(List<Line> lines, Instant now) throws IOException {
        List<String> known = read();
        if (known.size() > 2 * MOST) {
            String kept =
                    String.join("\n", known.subList(known.size() - MOST, known.size())) + "\n";
            cache.workroom().replace(cache.pruned(), kept.getBytes(StandardCharsets.ISO_8859_1));
        }
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            text.append(line.layer().value()).append(' ');
            text.append(now.toEpochMilli()).append(' ');
            text.append(line.reason()).append('\n');
        }
        PrivateDirectory.makeAll(cache.gc());
        Files.writeString(
                cache.pruned(),
                text,
                StandardCharsets.ISO_8859_1,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /// Why a layer that is not there has gone, if it was removed to make room.
    public Optional<Note> find(LayerId layer) throws IOException {
        Optional<Note> found = Optional.empty();
        for (String line : read()) {
            String[] words = line.split(" ", 3);
            if (words.length == 3 && words[0].equals(layer.value())) {
                found =
                        Optional.of(
                                new Note(Instant.ofEpochMilli(Long.parseLong(words[1])), words[2]));
            }
        }
        return found;
    }

    private List<String> read() throws IOException {
        try {
            return Files.readAllLines(cache.pruned(), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
