package dev.firn.gc;

import dev.firn.cache.BuildRecord;
import dev.firn.cache.BuildRecords;
import dev.firn.cache.BuildRecords.Name;
import dev.firn.cache.PackageName;
import dev.firn.cache.StepRecord;
import dev.firn.linux.FileCalls;
import dev.firn.snapshot.Layer;
import dev.firn.snapshot.Survey;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What there is in a cache. Layers never change, nor do the layers of a recorded build; so what
/// was found out once is kept, and a census reads only what is new.
///
/// @param layers every layer by its name
/// @param builds every recorded build with the layers of its steps, newest first
public record Census(Map<LayerId, Resident> layers, Map<Name, List<LayerId>> builds) {

    public Census {
        layers = Map.copyOf(layers);
        builds = new LinkedHashMap<>(builds);
    }

    /// A layer.
    ///
    /// @param parent that it stands on
    /// @param bytes on the disk
    /// @param step that made it
    /// @param used when somebody found it last
    public record Resident(
            LayerId id, Optional<LayerId> parent, long bytes, String step, Instant used) {}

    /// Counts, and keeps what was counted.
    public static Census take(CacheDirectory cache) throws IOException {
        Census known = CensusText.read(cache);
        Map<LayerId, Resident> layers = new HashMap<>();
        for (LayerId id : cache.allLayers()) {
            try {
                Resident before = known.layers().get(id);
                Resident now = before == null ? measure(cache, id) : before;
                Instant used = Files.getLastModifiedTime(cache.layer(id).directory()).toInstant();
                layers.put(id, new Resident(id, now.parent(), now.bytes(), now.step(), used));
            } catch (NoSuchFileException e) {
                // Somebody has just removed it.
            }
        }
        Map<Name, List<LayerId>> builds = new LinkedHashMap<>();
        BuildRecords records = new BuildRecords(cache);
        for (Name name : records.names()) {
            List<LayerId> before = known.builds().get(name);
            if (before != null) {
                builds.put(name, before);
            } else {
                Optional<BuildRecord> build = records.read(name);
                if (build.isPresent()) {
                    builds.put(name, layersOf(build.get()));
                }
            }
        }
        Census census = new Census(layers, builds);
        CensusText.write(cache, census);
        return census;
    }

    /// A layer that cannot be used stands on nothing.
    private static Resident measure(CacheDirectory cache, LayerId id) throws IOException {
        Optional<Layer> layer = Layer.load(cache, id);
        Path files = cache.layer(id).files();
        long bytes = layer.isPresent() ? Survey.of(cache, layer.get()).bytes() : 0;
        try (FileCalls calls = new FileCalls();
                DirectoryStream<Path> entries =
                        Files.newDirectoryStream(cache.layer(id).directory())) {
            for (Path entry : entries) {
                bytes += entry.equals(files) ? 0 : calls.space(entry);
            }
        }
        return new Resident(
                id,
                layer.flatMap(Layer::parent),
                bytes,
                layer.map(Layer::step).orElse(""),
                Instant.EPOCH);
    }

    private static List<LayerId> layersOf(BuildRecord build) {
        Set<LayerId> layers = new LinkedHashSet<>();
        for (StepRecord step : build.steps()) {
            step.layer().ifPresent(layers::add);
        }
        return List.copyOf(layers);
    }

    /// On the disk, of all layers.
    public long bytes() {
        long bytes = 0;
        for (Resident layer : layers.values()) {
            bytes += layer.bytes();
        }
        return bytes;
    }

    /// These layers, as far as they are there, and all that they stand on.
    Set<LayerId> chains(Collection<LayerId> tops) {
        Set<LayerId> chains = new HashSet<>();
        for (LayerId top : tops) {
            Resident next = layers.get(top);
            while (next != null && chains.add(next.id())) {
                next = next.parent().map(layers::get).orElse(null);
            }
        }
        return chains;
    }

    /// The layers of the newest builds of each package.
    ///
    /// @param most how many builds of a package
    Set<LayerId> ofNewest(int most) {
        Map<PackageName, Integer> seen = new HashMap<>();
        List<LayerId> tops = new ArrayList<>();
        for (Map.Entry<Name, List<LayerId>> build : builds.entrySet()) {
            if (seen.merge(build.getKey().packageName(), 1, Integer::sum) <= most) {
                tops.addAll(build.getValue());
            }
        }
        return chains(tops);
    }

    /// Without these layers.
    Census without(Collection<LayerId> gone) {
        Map<LayerId, Resident> left = new HashMap<>(layers);
        gone.forEach(left::remove);
        return new Census(left, builds);
    }
}
