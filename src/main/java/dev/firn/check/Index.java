package dev.firn.check;

import dev.firn.cache.Entry;
import dev.firn.cache.EntryText;
import dev.firn.check.Flaw.Kind;
import dev.firn.digest.Digest;
import dev.firn.snapshot.Layer;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import dev.firn.store.LayerPaths;
import dev.firn.store.Leftovers.Unfinished;
import dev.firn.store.file.Summed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What leads to what: keys to layers, layers to those below them. And every small file by its sum.
///
/// What living processes, or such as have died, were just about is left out: it is theirs.
final class Index {

    static final String NO_SUM = "its sum does not fit what it holds";

    private final CacheDirectory cache;
    private final Flaws flaws;
    private final Unfinished unfinished;

    final Map<LayerId, Layer> layers = new HashMap<>();
    private int files;
    private final Map<Digest, LayerId> claims = new HashMap<>();
    private final Map<Digest, EntryText> entries = new HashMap<>();

    Index(CacheDirectory cache, Flaws flaws, Unfinished unfinished) {
        this.cache = cache;
        this.flaws = flaws;
        this.unfinished = unfinished;
    }

    void check(Places places) throws IOException {
        for (Path file : places.summed) {
            isWhole(file, new Remedy.Remove(file));
        }
        for (LayerId id : places.runs) {
            LayerPaths run = cache.run(id);
            isWhole(run.parts(), new Remedy.Remove(run.directory()));
        }
        for (LayerId id : places.layers) {
            checkLayer(id);
        }
        for (Path file : places.entries) {
            checkEntry(file);
        }
        layers.values().forEach(this::checkParents);
        checkSame();
        checkClaims();
    }

    /// A file that is not there is whole.
    private boolean isWhole(Path file, Remedy remedy) {
        try {
            files++;
            if (Summed.read(file).isPresent()) {
                return true;
            }
            flaws.damaged(file, Files.size(file) == 0 ? "is empty" : NO_SUM, remedy);
        } catch (NoSuchFileException e) {
            files--;
            return true;
        } catch (IOException e) {
            flaws.damaged(file, "cannot be read: " + e.getMessage(), remedy);
        }
        return false;
    }

    private void checkLayer(LayerId id) throws IOException {
        LayerPaths paths = cache.layer(id);
        Remedy drop = new Remedy.Drop(id);
        boolean whole = true;
        for (Path file : List.of(paths.record(), paths.delta(), paths.parts(), paths.key())) {
            whole &= isWhole(file, drop);
        }
        // What follows from the rest is made again.
        for (Path file : List.of(paths.survey(), paths.reads())) {
            isWhole(file, new Remedy.Remove(file));
        }
        if (isDoubtful(id)) {
            flaws.damaged(
                    id, paths.unsynced(), "was not safely on the disk when the machine stopped");
            return;
        }
        Optional<Layer> layer = Layer.load(cache, id);
        if (layer.isEmpty() || !Files.isDirectory(paths.files(), LinkOption.NOFOLLOW_LINKS)) {
            if (whole && Files.exists(paths.directory())) {
                flaws.damaged(id, "lacks its record or its files");
            }
            return;
        }
        layers.put(id, layer.get());
        Optional<Digest> key = layer.get().record().sealing().key();
        if (whole && !paths.readKey().equals(key)) {
            flaws.damaged(id, paths.key(), "does not name the key that the record names");
        } else if (key.isPresent()) {
            claims.put(key.get(), id);
        }
    }

    private boolean isDoubtful(LayerId id) throws IOException {
        try {
            return cache.isDoubtful(id);
        } catch (NoSuchFileException e) {
            // Just found to be safe.
            return false;
        }
    }

    private void checkEntry(Path file) throws IOException {
        files++;
        Digest key = key(file);
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            flaws.damaged(file, "cannot be read: " + e.getMessage(), anew(key, file));
            return;
        }
        Optional<EntryText> text = EntryText.parse(file, content);
        if (text.isEmpty()) {
            flaws.damaged(file, content.length == 0 ? "is empty" : NO_SUM, anew(key, file));
            return;
        }
        entries.put(key, text.get());
        if (text.get() instanceof EntryText.ToLayer to) {
            checkTarget(file, key, to);
        }
    }

    private void checkTarget(Path file, Digest key, EntryText.ToLayer to) {
        Layer layer = layers.get(to.layer());
        if (layer == null) {
            boolean there = Files.exists(cache.layer(to.layer()).directory());
            // A layer that is there and cannot be used is named for itself, and its key goes with
            // it.
            if (!there && !unfinished.keys().contains(key)) {
                String why = "leads to layers/" + to.layer() + ", which is gone";
                flaws.damaged(file, why, new Remedy.Remove(file));
            }
            return;
        }
        boolean same =
                layer.record().sealing().key().equals(Optional.of(key))
                        && layer.parent().equals(to.parent());
        if (!same) {
            String why = "leads to layers/" + to.layer() + ", which was made for another key";
            flaws.damaged(file, why, anew(key, file));
        }
    }

    /// A damaged entry of a layer that is there can be written again: the layer knows it all.
    private Remedy anew(Digest key, Path file) {
        LayerId claimant = claims.get(key);
        Layer layer = claimant == null ? null : layers.get(claimant);
        return layer == null
                ? new Remedy.Remove(file)
                : new Remedy.Write(
                        file,
                        new String(
                                EntryText.of(file, new Entry.Hit(layer)),
                                StandardCharsets.ISO_8859_1));
    }

    private Digest key(Path file) {
        Path relative = cache.root().relativize(file);
        return Digest.parse(relative.subpath(1, 3).toString().replace("/", ""));
    }

    private void checkParents(Layer layer) {
        Set<LayerId> seen = new HashSet<>();
        Layer at = layer;
        while (at.parent().isPresent()) {
            LayerId parent = at.parent().get();
            if (!seen.add(at.id())) {
                flaws.damaged(layer.id(), "stands on itself");
                return;
            }
            if (!Files.exists(cache.layer(parent).directory())) {
                flaws.damaged(layer.id(), "stands on layers/" + parent + ", which is gone");
                return;
            }
            Layer below = layers.get(parent);
            if (below == null) {
                // It is named for itself, or has come just now.
                return;
            }
            at = below;
        }
    }

    /// The older layer may have been removed to make room.
    private void checkSame() {
        for (Path file : leadingNowhere()) {
            flaws.add(
                    Kind.LEFT_OVER,
                    file,
                    "leads to the key of a layer that is gone",
                    new Remedy.Remove(file));
        }
    }

    /// Entries that lead to another key under which there is nothing any more.
    List<Path> leadingNowhere() {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<Digest, EntryText> entry : entries.entrySet()) {
            if (entry.getValue() instanceof EntryText.ToSame(Digest older, LayerId _)
                    && !Files.exists(cache.key(older))) {
                files.add(cache.key(entry.getKey()));
            }
        }
        return files;
    }

    /// Every layer that was made for a key is under it.
    private void checkClaims() throws IOException {
        for (Layer layer : layers.values()) {
            Digest key = layer.record().sealing().key().orElse(null);
            if (key == null || unfinished.layers().contains(layer.id())) {
                continue;
            }
            EntryText text = entries.get(key);
            Path file = cache.key(key);
            if (text == null && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                String why = "is gone, and layers/" + layer.id() + " was under it";
                flaws.damaged(file, why, anew(key, file));
            } else if (text != null
                    && !(text instanceof EntryText.ToLayer to && to.layer().equals(layer.id()))) {
                flaws.add(
                        Kind.LEFT_OVER,
                        cache.layer(layer.id()).directory(),
                        "is under no key: its own leads elsewhere",
                        new Remedy.Drop(layer.id()));
            }
        }
    }

    /// How many small files were read.
    int files() {
        return files;
    }

    /// How a layer is called among people.
    String name(LayerId id) {
        Layer layer = layers.get(id);
        String text = "layers/" + id;
        return layer == null ? text : text + " (" + layer.step() + ")";
    }

    /// All layers that stand on these, and these themselves; a layer comes after all that stand on
    /// it.
    List<LayerId> standingOn(Set<LayerId> damaged) {
        Map<LayerId, Integer> depths = new HashMap<>();
        damaged.forEach(id -> depths.put(id, depth(id)));
        for (LayerId id : layers.keySet()) {
            Set<LayerId> way = new HashSet<>();
            Optional<LayerId> at = Optional.of(id);
            while (at.isPresent() && way.add(at.get())) {
                if (damaged.contains(at.get())) {
                    way.forEach(each -> depths.put(each, depth(each)));
                }
                at = Optional.ofNullable(layers.get(at.get())).flatMap(Layer::parent);
            }
        }
        return depths.keySet().stream()
                .sorted((a, b) -> depths.getOrDefault(b, 0) - depths.getOrDefault(a, 0))
                .toList();
    }

    /// The entries that lead to these.
    List<Path> entriesOf(Set<LayerId> gone) {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<Digest, EntryText> entry : entries.entrySet()) {
            if (entry.getValue() instanceof EntryText.ToLayer to && gone.contains(to.layer())) {
                files.add(cache.key(entry.getKey()));
            }
        }
        return files;
    }

    private int depth(LayerId id) {
        Set<LayerId> way = new HashSet<>();
        Optional<LayerId> at = Optional.of(id);
        while (at.isPresent() && way.add(at.get())) {
            at = Optional.ofNullable(layers.get(at.get())).flatMap(Layer::parent);
        }
        return way.size();
    }
}
