package dev.firn.build.job;

import dev.firn.build.visit.Visitor;
import dev.firn.history.StepName;
import java.util.List;

/// Where a build opens a shell.
///
/// @param visitor who uses it
/// @param at before or after which steps; before a step when the side is not said
/// @param onFailure whether where a step fails
public record Interludes(Visitor visitor, List<StepName> at, boolean onFailure) {

    public Interludes {
        at = List.copyOf(at);
    }
}
