package dev.firn.cache;

import dev.firn.key.KeyPart;
import dev.firn.key.KeyParts;
import dev.firn.key.KeyPartsJson;
import dev.firn.key.StepKey;
import dev.firn.nix.path.StorePath;
import dev.firn.snapshot.Layer;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

    /// The layer that was once under this key and is gone.
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

    /// The parts of the key that the steps of a layer's build stood on.
    public static Optional<KeyParts> groundOf(CacheDirectory cache, LayerId layer)
            throws IOException {
        for (BuildRecord build : new BuildRecords(cache).all()) {
            for (StepRecord record : build.steps()) {
                if (record.layer().equals(Optional.of(layer))) {
                    return Optional.of(build.ground());
                }
            }
        }
        return Optional.empty();
    }

    /// The parts of the keys of a layer's steps; empty when they cannot be read.
    public static List<KeyParts> parts(Layer layer) {
        try {
            return KeyPartsJson.read(
                    Files.readString(layer.paths().parts(), StandardCharsets.UTF_8));
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
