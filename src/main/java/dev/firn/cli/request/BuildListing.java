package dev.firn.cli.request;

import dev.firn.build.BuildEvent.Outcome;
import dev.firn.cache.BuildRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A recorded build, as `firn ls` shows it.
///
/// @param derivation the name of what was built
/// @param forced whether layers were reused although their keys did not match
/// @param verified what a comparison with a clean build came to, if there was one
public record BuildListing(
        String derivation,
        Instant started,
        boolean forced,
        Optional<BuildRecord.Verdict> verified,
        List<Step> steps) {

    public BuildListing {
        steps = List.copyOf(steps);
    }

    /// @param detail what goes with the outcome, one line; may be empty
    /// @param layer the id of the step's layer; empty when it has none
    /// @param forced whether the layer stands on one that was reused although its key did not match
    public record Step(
            String name,
            Outcome outcome,
            String detail,
            Duration duration,
            long size,
            String layer,
            boolean forced) {}
}
