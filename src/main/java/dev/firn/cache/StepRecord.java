package dev.firn.cache;

import dev.firn.digest.Digest;
import dev.firn.store.LayerId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One step of a build.
///
/// @param layer that was made or found
/// @param took in this build; of a cached step the time to find it
/// @param bytes of the layer on the disk; 0 while nobody has counted
/// @param reasons why it had to run, how it failed, or why it has no layer of its own; lines for
///     the user
/// @param forced whether the layer stands on one that was reused although its key did not match, or
///     was reused so itself
/// @param against the earlier layer that the reasons compare with
public record StepRecord(
        String name,
        StepOutcome outcome,
        Optional<LayerId> layer,
        Optional<Digest> key,
        Duration took,
        long bytes,
        Optional<String> log,
        List<String> reasons,
        boolean forced,
        Optional<LayerId> against) {

    public StepRecord {
        reasons = List.copyOf(reasons);
    }
}
