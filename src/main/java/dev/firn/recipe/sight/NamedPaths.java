package dev.firn.recipe.sight;

import dev.firn.bash.Setting;
import dev.firn.bash.ShellFunction;
import dev.firn.bash.ShellState;
import dev.firn.bash.Value;
import dev.firn.bash.Variable;
import dev.firn.nix.path.NixBase32;
import dev.firn.nix.path.StorePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which inputs a state names: those whose hash part occurs in a value, a function or a file, and
/// all that they refer to.
///
/// Nobody can come to a store path whose hash part is written nowhere, so a step that does not name
/// an input has no use for it.
final class NamedPaths {

    private static final SortedSet<StorePath> NONE = new TreeSet<>();

    private final Map<String, StorePath> byHash = new HashMap<>();
    private final Map<StorePath, SortedSet<StorePath>> references;
    private final Map<String, List<StorePath>> known = new HashMap<>();

    /// @param references of each input; those that are no inputs themselves are passed over
    NamedPaths(Map<StorePath, SortedSet<StorePath>> references) {
        this.references = references;
        for (StorePath path : references.keySet()) {
            byHash.put(path.hash(), path);
        }
    }

    /// The inputs that a step names itself.
    ///
    /// @param seen what it sees of the state
    /// @param files what it sees of the files that Nix lays into the build directory
    SortedSet<StorePath> in(ShellState seen, SortedMap<String, byte[]> files) {
        SortedSet<StorePath> found = new TreeSet<>();
        for (Variable variable : seen.variables().values()) {
            for (String text : variable.value().texts()) {
                found.addAll(in(text));
            }
        }
        for (ShellFunction function : seen.functions().values()) {
            found.addAll(in(function.text()));
        }
        for (Map.Entry<Setting, Value> setting : seen.settings().entrySet()) {
            for (String text : setting.getValue().texts()) {
                found.addAll(in(text));
            }
        }
        for (byte[] file : files.values()) {
            found.addAll(in(new String(file, StandardCharsets.ISO_8859_1)));
        }
        return found;
    }

    /// The inputs that are named in texts.
    SortedSet<StorePath> in(Collection<String> texts) {
        SortedSet<StorePath> found = new TreeSet<>();
        texts.forEach(text -> found.addAll(in(text)));
        return found;
    }

    /// Inputs with all that they refer to.
    SortedSet<StorePath> closure(Collection<StorePath> roots) {
        SortedSet<StorePath> found = new TreeSet<>();
        Deque<StorePath> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            StorePath path = open.remove();
            if (found.add(path)) {
                for (StorePath reference : references.getOrDefault(path, NONE)) {
                    if (references.containsKey(reference)) {
                        open.add(reference);
                    }
                }
            }
        }
        return found;
    }

    private List<StorePath> in(String text) {
        if (text.length() < StorePath.HASH_LENGTH) {
            return List.of();
        }
        return known.computeIfAbsent(text, this::scan);
    }

    private List<StorePath> scan(String text) {
        List<StorePath> found = new ArrayList<>();
        int end = StorePath.HASH_LENGTH;
        while (end <= text.length()) {
            int start = end - StorePath.HASH_LENGTH;
            int at = end - 1;
            while (at >= start && NixBase32.isDigit(text.charAt(at))) {
                at--;
            }
            if (at >= start) {
                // No hash has this char in it.
                end = at + 1 + StorePath.HASH_LENGTH;
                continue;
            }
            do {
                StorePath path = byHash.get(text.substring(end - StorePath.HASH_LENGTH, end));
                if (path != null) {
                    found.add(path);
                }
                end++;
            } while (end <= text.length() && NixBase32.isDigit(text.charAt(end - 1)));
        }
        return found;
    }
}
