package dev.firn.cache;

import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import dev.firn.store.file.Ledger;
import dev.firn.store.file.PrivateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
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
        PrivateDirectory.makeAll(cache.gc());
        Ledger ledger = new Ledger(cache.pruned());
        List<String> known = ledger.lines();
        if (known.size() > 2 * MOST) {
            String kept = Ledger.text(known.subList(known.size() - MOST, known.size()));
            cache.workroom().replace(cache.pruned(), kept.getBytes(StandardCharsets.ISO_8859_1));
        }
        List<String> more = new ArrayList<>();
        for (Line line : lines) {
            more.add(line.layer().value() + ' ' + now.toEpochMilli() + ' ' + line.reason());
        }
        ledger.add(more);
    }

    /// Why a layer that is not there has gone, if it was removed to make room.
    public Optional<Note> find(LayerId layer) throws IOException {
        Optional<Note> found = Optional.empty();
        for (String line : new Ledger(cache.pruned()).lines()) {
            String[] words = line.split(" ", 3);
            if (words.length == 3 && words[0].equals(layer.value())) {
                found =
                        Optional.of(
                                new Note(Instant.ofEpochMilli(Long.parseLong(words[1])), words[2]));
            }
        }
        return found;
    }
}
