package dev.firn.cli.request.enter;

import dev.firn.cli.request.Settings;

/// `firn mount`.
public record MountsRequest(Settings settings) {}
