package dev.firn.recipe.environment;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Collects the names that were found to be read, of those that could be hidden.
final class ReadNames {

    private static final Set<String> LISTS = Set.of("NIX_ATTRS_JSON_FILE", "NIX_ATTRS_SH_FILE");

    private final SortedSet<String> names = new TreeSet<>();
    private final Map<String, Boolean> hidable = new HashMap<>();

    /// Whether a word could be the name of a variable that is hidden.
    static boolean isWorth(byte[] text, int start, int end) {
        return end - start > 1 && (Ascii.isLower(text[start]) || text[start] == 'N');
    }

    void add(byte[] text, int start, int end) {
        add(new String(text, start, end - start, StandardCharsets.ISO_8859_1));
    }

    void add(String name) {
        if (LISTS.contains(name)) {
            names.add(EnvironmentReads.EVERYTHING);
        } else if (hidable.computeIfAbsent(name, Hidable::is)) {
            names.add(name);
        }
    }

    void addEverything() {
        names.add(EnvironmentReads.EVERYTHING);
    }

    void addOutputs() {
        names.addAll(Outputs.NAMES);
        names.remove(Outputs.OUT);
    }

    /// A path of the store, which could not be hidden.
    void addPath(String path) {
        names.add(path);
    }

    SortedSet<String> names() {
        return new TreeSet<>(names);
    }
}
