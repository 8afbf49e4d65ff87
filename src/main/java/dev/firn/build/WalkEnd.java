package dev.firn.build;

import dev.firn.cache.StepRecord;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import java.util.List;
import java.util.Optional;

/// Where the step loop came to.
///
/// @param chain the layers of all steps that succeeded
/// @param records what became of each step
/// @param failed what the step left behind that failed or was interrupted, if one was
/// @param left where the user has ended it, `buildPhase@before`, or in which step; empty if he has
///     not
public record WalkEnd(
        Chain chain, List<StepRecord> records, Optional<Layer> failed, Optional<String> left) {

    /// An end that nobody has brought about.
    public WalkEnd(Chain chain, List<StepRecord> records, Optional<Layer> failed) {
        this(chain, records, failed, Optional.empty());
    }

    public WalkEnd {
        records = List.copyOf(records);
    }
}
