package dev.firn.build.job;

import dev.firn.build.visit.Visitor;
import dev.firn.history.StepName;
import java.util.Optional;

/// Where a build opens a shell.
///
/// @param visitor who uses it
/// @param at before or after which step; before it when the side is not said
/// @param onFailure whether where a step fails
public record Interludes(Visitor visitor, Optional<StepName> at, boolean onFailure) {}
