package dev.firn.cli.request.enter;

import dev.firn.cli.request.Settings;
import java.util.List;

/// `firn run result -- COMMAND`.
public record RunRequest(Settings settings, List<String> command) {
    public RunRequest {
        command = List.copyOf(command);
    }
}
