package dev.firn.build;

import dev.firn.key.KeyParts;
import dev.firn.key.StepKey;
import dev.firn.snapshot.Layer;
import java.util.List;
import java.util.SortedSet;

/// What the cache says about the next step, or about the steps that cannot be parted from it.
sealed interface Lookup {

    /// It has been run before.
    ///
    /// @param last the place in the plan of the last step that the layer holds
    /// @param key under which the layer was found
    record Found(Layer layer, int last, StepKey key) implements Lookup {}

    /// It must see more than was thought.
    record Reveal(SortedSet<String> names) implements Lookup {}

    /// It has to run.
    ///
    /// @param keys one for each step that is known to belong together, the last one being that of
    ///     the layer to be made
    record Missing(List<KeyParts> keys) implements Lookup {
        public Missing {
            keys = List.copyOf(keys);
        }
    }
}
