package dev.firn.cache;

import dev.firn.digest.Digest;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Optional;

/// From keys to what to do.
///
/// A key leads to a layer only on top of the chain that the layer was made on. A key does name
/// its parent's key, but a parent that was lost and made again has new times in its files, and
/// `make` would see a difference. So an entry left by another chain is not found, and gives way
/// when the step was run again.
public final class LayerCache {

    private final CacheDirectory cache;
    private final Clock clock;

    public LayerCache(CacheDirectory cache, Clock clock) {
        this.cache = cache;
        this.clock = clock;
    }

    /// What to do under this key on top of this chain. A layer that is found counts as used now,
    /// and is held.
    ///
    /// An entry that cannot be used, because its layer is gone, damaged, or was not safely on the
    /// disk when the machine crashed, is removed.
    public Optional<Entry> find(Digest key, Chain chain) throws IOException {
        return find(key, chain, false);
    }

    /// The same without a trace: nothing is removed, and what is found does not count as used.
    public Optional<Entry> peek(Digest key, Chain chain) throws IOException {
        Optional<EntryText> text;
        try {
            text = EntryText.parse(cache.key(key), Files.readAllBytes(cache.key(key)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return switch (text.get()) {
            case EntryText.Complete complete -> Optional.of(complete.entry());
            case EntryText.ToSame(Digest same, LayerId run) ->
                    peek(same, chain).orElse(null) instanceof Entry.Hit(Layer layer)
                            ? Optional.of(new Entry.Same(layer, run))
                            : Optional.empty();
            case EntryText.ToLayer found -> layer(found, chain).map(Entry.Hit::new);
        };
    }

    private Optional<Layer> layer(EntryText.ToLayer found, Chain chain) throws IOException {
        if (!found.parent().equals(chain.topId())) {
            return Optional.empty();
        }
        return Layer.load(cache, found.layer())
                .filter(layer -> layer.parent().equals(chain.topId()));
    }

    /// @param makeWay whether to remove an entry that only other chains can use
    private Optional<Entry> find(Digest key, Chain chain, boolean makeWay) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(cache.key(key));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Optional<EntryText> text = EntryText.parse(cache.key(key), content);
        Optional<Entry> entry = text.isEmpty() ? Optional.empty() : usable(text.get(), chain);
        boolean stale = entry.isEmpty() && (makeWay || !isForOthers(text, chain.topId()));
        if (stale) {
            if (text.isPresent() && text.get() instanceof EntryText.ToLayer unusable) {
                cache.retire(unusable.layer());
            }
            cache.workroom().withdraw(cache.key(key), content);
        }
        return entry;
    }

    private Optional<Entry> usable(EntryText text, Chain chain) throws IOException {
        return switch (text) {
            case EntryText.Complete complete -> Optional.of(complete.entry());
            case EntryText.ToSame(Digest key, LayerId run) ->
                    find(key, chain, false).orElse(null) instanceof Entry.Hit(Layer layer)
                            ? Optional.of(new Entry.Same(layer, run))
                            : Optional.empty();
            case EntryText.ToLayer found -> {
                Optional<Layer> layer = layer(found, chain);
                yield layer.isPresent() && touch(layer.get())
                        ? Optional.of(new Entry.Hit(layer.get()))
                        : Optional.empty();
            }
        };
    }

    private static boolean isForOthers(Optional<EntryText> text, Optional<LayerId> top) {
        return text.isPresent()
                && switch (text.get()) {
                    case EntryText.ToLayer found -> !found.parent().equals(top);
                    case EntryText.ToSame _ -> true;
                    case EntryText.Complete _ -> false;
                };
    }

    /// @return whether the layer is still there, and stays
    private boolean touch(Layer layer) throws IOException {
        if (!cache.hold(layer.id())) {
            return false;
        }
        try {
            Path directory = layer.paths().directory();
            Files.setLastModifiedTime(directory, FileTime.from(clock.instant()));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /// Makes an entry known. When another process was first its entry is the right one, and the
    /// layer that was to be published is removed: use what this returns. (A stale entry for
    /// another chain is no such one.)
    ///
    /// @param chain that the step ran on
    /// @return what is under the key now
    /// @throws IllegalArgumentException when the layer failed or was sealed for another key
    public Entry publish(Digest key, Chain chain, Entry entry) throws IOException {
        if (entry instanceof Entry.Hit hit) {
            requireSealedFor(key, hit.layer());
        }
        byte[] content = EntryText.of(cache.key(key), entry);
        while (!cache.publishKey(key, content)) {
            Optional<Entry> other = find(key, chain, true);
            if (other.isPresent()) {
                adopt(entry, other.get());
                return other.get();
            }
        }
        return entry;
    }

    private void adopt(Entry own, Entry other) throws IOException {
        boolean same =
                own instanceof Entry.Hit mine
                        && other instanceof Entry.Hit theirs
                        && mine.layer().id().equals(theirs.layer().id());
        if (own instanceof Entry.Hit mine && !same) {
            cache.retire(mine.layer().id());
        }
    }

    private static void requireSealedFor(Digest key, Layer layer) {
        if (!layer.record().sealing().key().equals(Optional.of(key))) {
            throw new IllegalArgumentException(
                    "layer " + layer.id() + " was not sealed for key " + key);
        }
    }
}
