package dev.firn.cli.request.look;

import dev.firn.cli.request.Settings;
import java.util.Optional;

/// `firn log --follow [STEP]`.
///
/// @param step where to begin; with the step that runs now when empty
public record FollowRequest(Settings settings, Optional<String> step) {}
