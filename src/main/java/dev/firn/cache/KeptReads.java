package dev.firn.cache;

import dev.firn.recipe.environment.EnvironmentReads;
import dev.firn.store.CacheDirectory;
import dev.firn.store.PrivateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Names of variables that some files read from the environment, found once and kept: one name a
/// line, and a last line that says by which rules they were found.
public final class KeptReads {

    private static final String END = "end " + EnvironmentReads.RULES;

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
            List<String> lines = Files.readAllLines(place, StandardCharsets.ISO_8859_1);
            if (!lines.isEmpty() && lines.getLast().equals(END)) {
                return new TreeSet<>(lines.subList(0, lines.size() - 1));
            }
        } catch (NoSuchFileException e) {
            // Nobody has looked yet.
        }
        SortedSet<String> names = search.names();
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append(name).append('\n');
        }
        text.append(END).append('\n');
        PrivateDirectory.makeAll(place.resolveSibling(".").normalize());
        cache.workroom().replace(place, text.toString().getBytes(StandardCharsets.ISO_8859_1));
        return names;
    }
}
