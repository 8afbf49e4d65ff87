package dev.firn.bash;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// A state to which a delta was applied.
///
/// @param variables names of variables on which state and delta disagree
/// @param functions names of functions on which state and delta disagree
public record Merge(ShellState state, SortedSet<String> variables, SortedSet<String> functions) {

    public Merge {
        variables = Collections.unmodifiableSortedSet(new TreeSet<>(variables));
        functions = Collections.unmodifiableSortedSet(new TreeSet<>(functions));
    }

    /// Whether the state is what the step would have made of it.
    public boolean isClean() {
        return variables.isEmpty() && functions.isEmpty();
    }

    /// All names on which state and delta disagree.
    public SortedSet<String> conflicts() {
        SortedSet<String> conflicts = new TreeSet<>(variables);
        conflicts.addAll(functions);
        return conflicts;
    }
}
