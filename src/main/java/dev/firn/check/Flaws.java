package dev.firn.check;

import dev.firn.check.Flaw.Kind;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one look at the cache has found. Any thread may add to it.
final class Flaws {

    /// @param place absolute
    record Found(Kind kind, Path place, String why, Remedy remedy) {}

    private final CacheDirectory cache;
    private final Map<Path, Found> byPlace = new LinkedHashMap<>();

    Flaws(CacheDirectory cache) {
        this.cache = cache;
    }

    /// The first flaw of a place is the one that counts.
    synchronized void add(Kind kind, Path place, String why, Remedy remedy) {
        byPlace.putIfAbsent(place, new Found(kind, place, why, remedy));
    }

    void damaged(Path place, String why, Remedy remedy) {
        add(Kind.DAMAGED, place, why, remedy);
    }

    /// Something is wrong with a layer; it can only go as a whole.
    void damaged(LayerId layer, Path place, String why) {
        damaged(place, why, new Remedy.Drop(layer));
    }

    /// The same for a layer as such.
    void damaged(LayerId layer, String why) {
        damaged(layer, cache.layer(layer).directory(), why);
    }

    synchronized List<Found> all() {
        return new ArrayList<>(byPlace.values());
    }

    /// Forgets what another look has not found as well: then it was but on its way.
    synchronized void keepOnly(Flaws others) {
        byPlace.values().retainAll(new HashSet<>(others.all()));
    }

    /// Layers of which something was found to be wrong.
    Set<LayerId> layers() {
        Set<LayerId> layers = new HashSet<>();
        for (Found found : all()) {
            if (found.remedy() instanceof Remedy.Drop(LayerId layer)) {
                layers.add(layer);
            }
        }
        return layers;
    }
}
