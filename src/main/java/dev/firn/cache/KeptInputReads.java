package dev.firn.cache;

import dev.firn.nix.path.StorePath;
import dev.firn.recipe.environment.EnvironmentReads;
import dev.firn.recipe.environment.InputReads;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.util.SortedSet;

/// What the programs of inputs read, kept in the cache: a store path never changes.
public record KeptInputReads(CacheDirectory cache) implements InputReads {

    @Override
    public SortedSet<String> of(StorePath input) {
        EnvironmentReads reads = new EnvironmentReads();
        try {
            return KeptReads.of(
                    cache,
                    cache.inputReads(input.basename()),
                    () -> {
                        InputReads.search(input, reads);
                        return reads.names();
                    });
        } catch (IOException e) {
            // Who cannot read it here cannot run it in the sandbox either.
            return reads.names();
        }
    }
}
