package dev.firn.cli.request.look;

import dev.firn.cli.request.Settings;
import java.util.Optional;

/// `firn ls`.
///
/// @param build whose steps; the last build when empty
public record ListRequest(Settings settings, Optional<String> build) {}
