package dev.firn.cli.request;

import java.util.Optional;

/// `firn log [STEP]`.
///
/// @param step whose log; of every step of the last build when empty
public record LogRequest(Settings settings, Optional<String> step) {}
