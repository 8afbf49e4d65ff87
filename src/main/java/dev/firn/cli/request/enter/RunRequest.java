package dev.firn.cli.request.enter;

import dev.firn.cli.request.Settings;
import java.util.List;
import java.util.Optional;

/// `firn run STEP -- COMMAND`, and `firn run result -- COMMAND`.
///
/// @param build as in [MountRequest]
/// @param step whose state, or `result`; where the build came to when empty
public record RunRequest(
        Settings settings,
        Optional<String> build,
        Optional<String> step,
        Brought brought,
        List<String> command) {
    public RunRequest {
        command = List.copyOf(command);
    }
}
