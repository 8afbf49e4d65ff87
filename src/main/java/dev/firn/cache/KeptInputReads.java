package dev.firn.cache;

import dev.firn.digest.Digest;
import dev.firn.nix.path.StorePath;
import dev.firn.recipe.environment.EnvironmentReads;
import dev.firn.recipe.environment.InputReads;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;

/// What the programs of inputs read, kept in the cache: a store path never changes.
public record KeptInputReads(CacheDirectory cache) implements InputReads {

    /// No store path's name has this character.
    private static final String SCRIPTS = "scripts~";

    private interface Search {
        void search(EnvironmentReads reads) throws IOException;
    }

    @Override
    public SortedSet<String> of(StorePath input) {
        return kept(input.basename(), reads -> InputReads.search(input, reads));
    }

    @Override
    public SortedSet<String> ofScripts(SortedSet<StorePath> inputs) {
        StringBuilder names = new StringBuilder();
        inputs.forEach(input -> names.append(input.basename()).append('\n'));
        byte[] bytes = names.toString().getBytes(StandardCharsets.ISO_8859_1);
        return kept(
                SCRIPTS + Digest.of(bytes).hex(), reads -> InputReads.searchScripts(inputs, reads));
    }

    private SortedSet<String> kept(String name, Search search) {
        EnvironmentReads reads = new EnvironmentReads();
        try {
            return KeptReads.of(
                    cache,
                    cache.inputReads(name),
                    () -> {
                        search.search(reads);
                        return reads.names();
                    });
        } catch (IOException e) {
            // Who cannot read it here cannot run it in the sandbox either.
            return reads.names();
        }
    }
}
