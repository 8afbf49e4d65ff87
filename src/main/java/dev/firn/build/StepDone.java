package dev.firn.build;

import dev.firn.cache.StepRecord;
import dev.firn.recipe.sight.Revealed;
import dev.firn.snapshot.Layer;
import java.util.List;

/// What came of a step, or of several that cannot be parted.
public sealed interface StepDone {

    /// There is a layer.
    ///
    /// @param standing on top of it
    /// @param next the place in the plan of the step that comes after it
    /// @param records one for each step in it
    record Sealed(Standing standing, int next, List<StepRecord> records) implements StepDone {
        public Sealed {
            records = List.copyOf(records);
        }
    }

    /// It failed.
    ///
    /// @param layer what it left behind
    /// @param records one for each step that ran, the last one being the one that failed
    record Failed(Layer layer, List<StepRecord> records) implements StepDone {
        public Failed {
            records = List.copyOf(records);
        }
    }

    /// The user has ended it.
    ///
    /// @param layer what it left behind
    /// @param records one for each step that ran, the last one being the one that was ended
    record Interrupted(Layer layer, List<StepRecord> records) implements StepDone {
        public Interrupted {
            records = List.copyOf(records);
        }
    }

    /// The cache has changed meanwhile, by another process that was first or because a damaged
    /// layer had to go: look again.
    record Outrun() implements StepDone {}

    /// It has to be done again with this visible.
    record Again(Revealed reveal) implements StepDone {}
}
