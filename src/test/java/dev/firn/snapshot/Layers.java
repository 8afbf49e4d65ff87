package dev.firn.snapshot;

import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes layers by running bash code on a real overlay.
public final class Layers {

    private final CacheDirectory cache;
    private final Skeleton skeleton;

    public Layers(CacheDirectory cache) throws IOException {
        this.cache = cache;
        skeleton = Skeleton.of(cache, new TreeMap<>());
    }

    public Chain grow(Chain chain, String code) throws Exception {
        try (Scratch scratch = open(chain)) {
            run(scratch, code);
            return chain.plus(scratch.commit(sealing("step")));
        }
    }

    public Scratch open(Chain chain) throws IOException {
        return Scratch.open(cache, chain, skeleton);
    }

    Scratch flattened(Chain chain) throws Exception {
        return Scratch.flattened(cache, chain, skeleton);
    }

    String run(Scratch scratch, String code) throws Exception {
        return Kernel.run(cache, scratch, code);
    }

    /// What the kernel shows of `build`.
    SortedMap<String, String> list(Chain chain) throws Exception {
        return Listing.sorted(Kernel.list(cache, chain.lowers()));
    }

    public static Sealing sealing(String step) {
        return new Sealing(
                step, false, Optional.empty(), false, Instant.ofEpochSecond(0), Duration.ZERO);
    }
}
