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
/// @param reasons why it had to run, or why it has no layer of its own; lines for the user
public record StepRecord(
        String name,
        StepOutcome outcome,
        Optional<LayerId> layer,
        Optional<Digest> key,
        Duration took,
        long bytes,
        Optional<String> log,
        List<String> reasons) {

    public StepRecord {
        reasons = List.copyOf(reasons);
    }
}
