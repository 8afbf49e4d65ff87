package dev.firn.inspect;

import dev.firn.cache.StepRecord;
import dev.firn.key.KeyChange;
import java.time.Instant;
import java.util.List;

/// Why the steps of a recorded build ran, or did not.
///
/// @param derivation the name of what was built
public record Explanation(String derivation, Instant started, List<Step> steps) {

    public Explanation {
        steps = List.copyOf(steps);
    }

    /// @param compared with what the step's key was compared
    /// @param changes what differs, part by part; what the layer below is does not count
    public record Step(StepRecord record, Compared compared, List<KeyChange> changes) {
        public Step {
            changes = List.copyOf(changes);
        }
    }

    /// With what a key was compared.
    public sealed interface Compared {

        /// It was not: there was nothing, or no need.
        record Nothing() implements Compared {}

        /// With that of an earlier layer.
        ///
        /// @param layer its id
        /// @param sealed when it was made
        record EarlierLayer(String layer, Instant sealed) implements Compared {}

        /// With that of a layer that has been removed since.
        record RemovedLayer(String layer) implements Compared {}
    }
}
