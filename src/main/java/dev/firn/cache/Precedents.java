package dev.firn.cache;

import dev.firn.key.KeyPart;
import dev.firn.key.KeyParts;
import dev.firn.key.KeyPartsJson;
import dev.firn.key.StepKey;
import dev.firn.nix.path.StorePath;
import dev.firn.snapshot.Layer;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import dev.firn.store.LayerPaths;
import dev.firn.store.file.Summed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What the newest builds of a package made of its steps. Read when it is first asked for.
public final class Precedents {

    private static final int MOST_BUILDS = 40;
    private static final byte[] NO_PARTS = {'[', ']'};

    private final CacheDirectory cache;
    private final PackageName name;
    private Optional<List<BuildRecord>> builds = Optional.empty();

    public Precedents(CacheDirectory cache, PackageName name) {
        this.cache = cache;
        this.name = name;
    }

    /// A layer of an earlier build.
    ///
    /// @param parts of the keys of its steps; empty when they cannot be read
    public record Precedent(BuildRecord build, Layer layer, List<KeyParts> parts) {
        public Precedent {
            parts = List.copyOf(parts);
        }
    }

    /// The newest builds, newest first.
    public List<BuildRecord> builds() throws IOException {
        if (builds.isEmpty()) {
            builds = Optional.of(new BuildRecords(cache).of(name, MOST_BUILDS));
        }
        return builds.get();
    }

    /// The layers of a step that are still there, each once, newest first; also those of failures.
    public List<Precedent> of(String step) throws IOException {
        List<Precedent> found = new ArrayList<>();
        Set<LayerId> seen = new HashSet<>();
        for (BuildRecord build : builds()) {
            for (StepRecord record : build.steps()) {
                if (record.name().equals(step)
                        && record.layer().isPresent()
                        && seen.add(record.layer().get())) {
                    Optional<Layer> layer = Layer.load(cache, record.layer().get());
                    layer.ifPresent(each -> found.add(new Precedent(build, each, parts(each))));
                }
            }
        }
        return found;
    }

    /// A time that a step ran, and what its key covered then.
    ///
    /// @param id of the layer that it made; if it came to the same as an older one, of the run
    /// @param failed whether it ended so
    /// @param parts of the keys of the steps that ran; empty when they cannot be read
    public record Run(BuildRecord build, LayerId id, boolean failed, List<KeyParts> parts) {
        public Run {
            parts = List.copyOf(parts);
        }
    }

    /// The times that a step ran of which something is still there, newest first.
    public List<Run> runsOf(String step) throws IOException {
        List<Run> found = new ArrayList<>();
        Set<LayerId> seen = new HashSet<>();
        for (BuildRecord build : builds()) {
            for (StepRecord record : build.steps()) {
                Optional<LayerId> layer = record.layer();
                if (!record.name().equals(step) || layer.isEmpty()) {
                    continue;
                }
                LayerId id = idOfRun(record).orElse(layer.get());
                Optional<Layer> there = Layer.load(cache, layer.get());
                if (there.isPresent() && seen.add(id)) {
                    boolean failed = there.get().record().sealing().failed();
                    found.add(new Run(build, id, failed, parts(cache, id)));
                }
            }
        }
        return found;
    }

    /// The log lies beside the parts of the key.
    static Optional<LayerId> idOfRun(StepRecord record) {
        return record.log()
                .map(log -> Path.of(log).getParent())
                .map(directory -> directory.getFileName().toString())
                .filter(LayerId::isLayerId)
                .map(LayerId::new);
    }

    /// The layer that was once under this key and is gone, whatever the reason.
    public Optional<LayerId> removed(StepKey key) throws IOException {
        for (BuildRecord build : builds()) {
            for (StepRecord record : build.steps()) {
                boolean same = record.key().isPresent() && record.key().get().equals(key.digest());
                if (same && record.layer().isPresent()) {
                    LayerId layer = record.layer().get();
                    return Layer.load(cache, layer).isEmpty()
                            ? Optional.of(layer)
                            : Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /// Why a layer has gone, if it was removed to make room.
    public Optional<Pruned.Note> whyRemoved(LayerId layer) throws IOException {
        return new Pruned(cache).find(layer);
    }

    /// The oldest build that has a layer, or a run that came to the same as an older one.
    public static Optional<BuildRecord> builder(CacheDirectory cache, LayerId id)
            throws IOException {
        for (BuildRecord build : new BuildRecords(cache).all().reversed()) {
            for (StepRecord record : build.steps()) {
                if (record.layer().equals(Optional.of(id))
                        || idOfRun(record).equals(Optional.of(id))) {
                    return Optional.of(build);
                }
            }
        }
        return Optional.empty();
    }

    /// The parts of the keys of a layer's steps; empty when they cannot be read.
    public static List<KeyParts> parts(Layer layer) {
        return parts(layer.paths());
    }

    /// The same of a layer, or of a run that has none.
    public static List<KeyParts> parts(CacheDirectory cache, LayerId id) {
        LayerPaths layer = cache.layer(id);
        return parts(Files.exists(layer.parts()) ? layer : cache.run(id));
    }

    /// The same of whatever lies there.
    public static List<KeyParts> parts(LayerPaths paths) {
        try {
            byte[] text = Summed.read(paths.parts()).orElse(NO_PARTS);
            return KeyPartsJson.read(new String(text, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return List.of();
        }
    }

    /// The inputs that keys cover.
    public static SortedSet<StorePath> inputs(List<KeyParts> keys) {
        SortedSet<StorePath> inputs = new TreeSet<>();
        for (KeyParts parts : keys) {
            for (String name : parts.names(KeyPart.Kind.INPUT)) {
                inputs.add(StorePath.parse(StorePath.STORE_DIR + '/' + name));
            }
        }
        return inputs;
    }
}
