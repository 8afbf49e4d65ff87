package dev.firn.cli.request.enter;

import dev.firn.cli.request.Settings;
import java.util.Optional;

/// `firn mount STEP [DIR]`.
///
/// @param build the beginning of its id, or a package; the last one when empty
/// @param directory where; a place that firn finds when empty
public record MountRequest(
        Settings settings,
        Optional<String> build,
        String step,
        Optional<String> directory,
        boolean writable) {}
