package dev.firn.cli.request.look;

import dev.firn.cli.request.Settings;
import java.util.Optional;

/// `firn explain [STEP]`.
///
/// @param build of which build; the last one when empty
/// @param step to explain; every step that ran when empty
public record ExplainRequest(Settings settings, Optional<String> build, Optional<String> step) {}
