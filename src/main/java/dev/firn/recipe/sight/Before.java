package dev.firn.recipe.sight;

import dev.firn.bash.ShellState;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a step comes upon.
///
/// @param state of the shell
/// @param readByFiles names of variables that files of the earlier steps read from the environment,
///     and paths of the store that are written in them
public record Before(ShellState state, SortedSet<String> readByFiles) {

    public Before {
        readByFiles = Collections.unmodifiableSortedSet(new TreeSet<>(readByFiles));
    }
}
