package dev.firn.snapshot;

import dev.firn.digest.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What the maker of a layer says about it.
///
/// @param step the name of the step that made it
/// @param failed whether the step failed; such a layer never has a key
/// @param key under which the layer is going to be published, if it is
/// @param forced whether this layer stands on one that was reused although its key did not match
/// @param sealed when; kept to the millisecond
/// @param took how long the step ran
public record Sealing(
        String step,
        boolean failed,
        Optional<Digest> key,
        boolean forced,
        Instant sealed,
        Duration took) {

    public Sealing {
        if (failed && key.isPresent()) {
            throw new IllegalArgumentException("a failed layer is never a hit");
        }
    }
}
