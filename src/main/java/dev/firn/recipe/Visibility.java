package dev.firn.recipe;

import dev.firn.bash.ShellState;
import dev.firn.bash.Variable;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a step may see of a state: everything except what is hidden or masked.
///
/// @param hidden names of variables that are absent from the step's process and from its key
/// @param masked variables that the step only compares or assigns, with the value that stands in
///     for theirs: a phase's text is told apart from the name of a function, nothing more
public record Visibility(SortedSet<String> hidden, SortedMap<String, Variable> masked) {

    public Visibility {
        hidden = Collections.unmodifiableSortedSet(new TreeSet<>(hidden));
        masked = Collections.unmodifiableSortedMap(new TreeMap<>(masked));
    }

    /// Nothing is hidden.
    public static Visibility everything() {
        return new Visibility(new TreeSet<>(), new TreeMap<>());
    }

    /// The same, but these names are not hidden.
    public Visibility showing(Collection<String> names) {
        SortedSet<String> fewer = new TreeSet<>(hidden);
        fewer.removeAll(names);
        return new Visibility(fewer, masked);
    }

    /// The state as the step sees it.
    public ShellState of(ShellState state) {
        ShellState seen = state.without(hidden, Set.of());
        for (Map.Entry<String, Variable> mask : masked.entrySet()) {
            if (seen.variables().containsKey(mask.getKey())) {
                seen = seen.with(mask.getKey(), mask.getValue());
            }
        }
        return seen;
    }
}
