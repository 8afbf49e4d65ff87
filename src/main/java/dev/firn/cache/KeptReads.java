package dev.firn.cache;

import dev.firn.recipe.environment.EnvironmentReads;
import dev.firn.store.CacheDirectory;
import dev.firn.store.file.PrivateDirectory;
import dev.firn.store.file.Summed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Names of variables that some files read from the environment, found once and kept: one name a
/// line, after a line that says by which rules they were found.
public final class KeptReads {

    private static final String HEAD = "rules " + EnvironmentReads.RULES;

    private KeptReads() {}

    /// Looks into the files.
    @FunctionalInterface
    public interface Search {
        SortedSet<String> names() throws IOException;
    }

    /// What is kept at this place, or else what the search finds, which is kept then.
    public static SortedSet<String> of(CacheDirectory cache, Path place, Search search)
            throws IOException {
        try {
            byte[] content = Summed.read(place).orElse(new byte[0]);
            List<String> lines = new String(content, StandardCharsets.ISO_8859_1).lines().toList();
            if (!lines.isEmpty() && lines.getFirst().equals(HEAD)) {
                return new TreeSet<>(lines.subList(1, lines.size()));
            }
        } catch (NoSuchFileException e) {
            // Nobody has looked yet.
        }
        SortedSet<String> names = search.names();
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        for (String name : names) {
            text.append(name).append('\n');
        }
        PrivateDirectory.makeAll(place.resolveSibling(".").normalize());
        byte[] content = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        cache.workroom().replace(place, Summed.of(place, content));
        return names;
    }
}
