package dev.firn.cli.request.keep;

import dev.firn.cli.request.Settings;
import java.util.Optional;

/// `firn pin STEP`.
public record PinRequest(Settings settings, Optional<String> build, String step) {}
