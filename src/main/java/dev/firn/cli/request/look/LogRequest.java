package dev.firn.cli.request.look;

import dev.firn.cli.request.Settings;
import java.util.Optional;

/// `firn log [STEP]`.
///
/// @param build of which build; the last one when empty
/// @param step whose log; of every step when empty
public record LogRequest(Settings settings, Optional<String> build, Optional<String> step) {}
