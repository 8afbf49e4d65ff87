package dev.firn.recipe.sight;

import dev.firn.nix.path.StorePath;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// All that a step may see; its key covers exactly this.
///
/// @param visibility of the shell's state
/// @param files that Nix lays into the build directory, as the step may see them
/// @param inputs store paths that the step can name, with all that they refer to. What the steps
///     before it could name it can come to as well
/// @param prepended lists that the step does not see and may add words in front of
/// @param ownCodeOnly whether stdenv's own code and tools are all that runs, and no file of the
///     step's making
/// @param withheld variables that the step's code mentions and the user keeps from it
public record Sight(
        Visibility visibility,
        SortedMap<String, byte[]> files,
        SortedSet<StorePath> inputs,
        SortedSet<String> prepended,
        SortedSet<String> withheld,
        boolean ownCodeOnly) {

    public Sight {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        inputs = Collections.unmodifiableSortedSet(new TreeSet<>(inputs));
        withheld = Collections.unmodifiableSortedSet(new TreeSet<>(withheld));
        prepended = Collections.unmodifiableSortedSet(new TreeSet<>(prepended));
    }
}
