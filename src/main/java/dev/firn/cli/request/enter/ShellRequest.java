package dev.firn.cli.request.enter;

import dev.firn.build.visit.Leaving;
import dev.firn.cli.request.Settings;
import java.util.Optional;

/// `firn shell [STEP]`.
///
/// @param build as in [MountRequest]
/// @param step whose state; where the build came to when empty
/// @param leaving what becomes of changes, if it is said beforehand
public record ShellRequest(
        Settings settings,
        Optional<String> build,
        Optional<String> step,
        Brought brought,
        Optional<Leaving> leaving) {}
