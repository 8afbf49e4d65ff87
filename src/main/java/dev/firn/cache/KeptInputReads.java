package dev.firn.cache;

import dev.firn.nix.path.StorePath;
import dev.firn.recipe.environment.EnvironmentReads;
import dev.firn.recipe.environment.InputReads;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.util.SortedSet;

/// What the programs of inputs read, kept in the cache: a store path never changes.
public record KeptInputReads(CacheDirectory cache) implements InputReads {

    /// No store path's name has this character.
    private static final String SCRIPTS = "~scripts";

    @Override
    public SortedSet<String> of(StorePath input) {
        return kept(input, input.basename(), InputReads::search);
    }

    @Override
    public SortedSet<String> ofScripts(StorePath input) {
        return kept(input, input.basename() + SCRIPTS, InputReads::searchScripts);
    }

    private interface Search {
        void search(StorePath input, EnvironmentReads reads) throws IOException;
    }

    private SortedSet<String> kept(StorePath input, String name, Search search) {
        EnvironmentReads reads = new EnvironmentReads();
        try {
            return KeptReads.of(
                    cache,
                    cache.inputReads(name),
                    () -> {
                        search.search(input, reads);
                        return reads.names();
                    });
        } catch (IOException e) {
            // Who cannot read it here cannot run it in the sandbox either.
            return reads.names();
        }
    }
}
