package dev.firn.build;

import dev.firn.key.KeyParts;
import dev.firn.key.StepKey;
import dev.firn.recipe.sight.Revealed;
import dev.firn.snapshot.Layer;
import java.nio.file.Path;
import java.util.List;

/// What the cache says about the next step, or about the steps that cannot be parted from it.
sealed interface Lookup {

    /// The key that the step came to, or the group of steps.
    StepKey asked();

    /// It has been run before.
    ///
    /// @param asked the key that led to the layer
    /// @param last the place in the plan of the last step that the layer holds
    /// @param key of the layer; another one than `asked` where an older layer stands in
    /// @param log what was printed when it was run under the key that was asked for
    record Found(StepKey asked, Layer layer, int last, StepKey key, Path log) implements Lookup {}

    /// It must see more than was thought.
    record Reveal(StepKey asked, Revealed revealed) implements Lookup {}

    /// It has to run.
    ///
    /// @param keys one for each step that is known to belong together, the last one being that of
    ///     the layer to be made
    record Missing(List<KeyParts> keys) implements Lookup {
        public Missing {
            keys = List.copyOf(keys);
        }

        @Override
        public StepKey asked() {
            return keys.getLast().key();
        }
    }
}
