package dev.firn.cli.request.keep;

import dev.firn.cli.request.Settings;
import dev.firn.gc.Usage;
import java.util.Optional;

/// `firn du [PACKAGE]`.
public record DuRequest(Settings settings, Optional<String> packageName, Usage.By by) {}
