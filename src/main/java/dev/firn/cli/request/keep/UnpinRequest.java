package dev.firn.cli.request.keep;

import dev.firn.cli.request.Settings;
import java.util.Optional;

/// `firn unpin STEP`, or the beginning of a layer's id.
///
/// @param word empty for all
public record UnpinRequest(Settings settings, Optional<String> build, Optional<String> word) {}
