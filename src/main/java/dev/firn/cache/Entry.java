package dev.firn.cache;

import dev.firn.recipe.sight.Revealed;
import dev.firn.snapshot.Layer;
import dev.firn.store.LayerId;

/// What the cache knows to do under a key.
public sealed interface Entry {

    /// The step was run: this is what it did.
    record Hit(Layer layer) implements Entry {}

    /// The step has to see more than this key covers: go on with a key that covers this too.
    record Reveal(Revealed revealed) implements Entry {

        public Reveal {
            for (String name : revealed.names()) {
                requireLine(name);
            }
        }
    }

    /// The step was run under this key and did what it had done before under another one: that
    /// one's layer stands in for its own, so what was built on it still counts.
    ///
    /// @param layer the older one
    /// @param run names what is kept of the run under this key, its log
    record Same(Layer layer, LayerId run) implements Entry {}

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
