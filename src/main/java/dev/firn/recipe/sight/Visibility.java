package dev.firn.recipe.sight;

import dev.firn.bash.ShellState;
import dev.firn.bash.Variable;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a step may see of a state: everything except what is hidden or masked.
///
/// @param hidden names of variables that are absent from the step's process and from its key
/// @param functions names of functions that are absent in the same way
/// @param masked variables with the value that stands in for theirs: of a phase that the step only
///     compares or assigns, a text that tells nothing but that there is one; a search path without
///     what cannot be found in it
public record Visibility(
        SortedSet<String> hidden, SortedSet<String> functions, SortedMap<String, Variable> masked) {

    public Visibility {
        hidden = Collections.unmodifiableSortedSet(new TreeSet<>(hidden));
        functions = Collections.unmodifiableSortedSet(new TreeSet<>(functions));
        masked = Collections.unmodifiableSortedMap(new TreeMap<>(masked));
    }

    /// Nothing is hidden.
    public static Visibility everything() {
        return new Visibility(new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
    }

    /// Whether this is [#everything()].
    public boolean isEverything() {
        return hidden.isEmpty() && functions.isEmpty() && masked.isEmpty();
    }

    /// The same, but these names are not hidden.
    public Visibility showing(Collection<String> variables, Collection<String> shownFunctions) {
        SortedSet<String> fewer = new TreeSet<>(hidden);
        fewer.removeAll(variables);
        SortedSet<String> fewerFunctions = new TreeSet<>(functions);
        fewerFunctions.removeAll(shownFunctions);
        return new Visibility(fewer, fewerFunctions, masked);
    }

    /// The state as the step sees it.
    public ShellState of(ShellState state) {
        ShellState seen = state.without(hidden, functions);
        for (Map.Entry<String, Variable> mask : masked.entrySet()) {
            if (seen.variables().containsKey(mask.getKey())) {
                seen = seen.with(mask.getKey(), mask.getValue());
            }
        }
        return seen;
    }
}
