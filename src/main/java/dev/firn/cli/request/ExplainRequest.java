package dev.firn.cli.request;

import java.util.Optional;

/// `firn explain [STEP]`.
///
/// @param step to explain; every step of the last build that ran when empty
public record ExplainRequest(Settings settings, Optional<String> step) {}
