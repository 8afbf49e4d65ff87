package dev.firn.cli.request.enter;

import dev.firn.cli.request.Settings;

/// What follows `firn shell --resume`.
///
/// @param build the id of the build that is to go on
public record ResumeRequest(Settings settings, String build) {}
