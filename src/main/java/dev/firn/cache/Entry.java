package dev.firn.cache;

import dev.firn.snapshot.Layer;
import java.util.SortedSet;
import java.util.TreeSet;

/// What the cache knows to do under a key.
public sealed interface Entry {

    /// The step was run: this is what it did.
    record Hit(Layer layer) implements Entry {}

    /// The step has to see more than this key covers: go on with a key that covers these
    /// variables too.
    ///
    /// @param names of variables
    record Reveal(SortedSet<String> names) implements Entry {

        public Reveal {
            names = new TreeSet<>(names);
            for (String name : names) {
                requireLine(name);
            }
        }
    }

    /// There is no boundary after this step: the next one runs in the same process, under a key
    /// that covers both.
    ///
    /// @param reason one line for the user
    record Joined(String reason) implements Entry {

        public Joined {
            requireLine(reason);
        }
    }

    private static void requireLine(String text) {
        if (text.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("more than a line: " + text);
        }
    }
}
