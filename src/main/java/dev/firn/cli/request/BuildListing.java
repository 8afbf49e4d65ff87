package dev.firn.cli.request;

import dev.firn.build.BuildEvent.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A recorded build, as `firn ls` shows it.
///
/// @param derivation the name of what was built
public record BuildListing(String derivation, Instant started, List<Step> steps) {

    public BuildListing {
        steps = List.copyOf(steps);
    }

    /// @param detail what goes with the outcome, one line; may be empty
    /// @param layer the id of the step's layer; empty when it has none
    public record Step(
            String name,
            Outcome outcome,
            String detail,
            Duration duration,
            long size,
            String layer) {}
}
