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
/// @param failed what the step that failed left behind, if one did
/// @param left where somebody has ended it, as in `buildPhase@before`; empty if nobody has
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
