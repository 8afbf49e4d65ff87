package dev.firn.cli.request.look;

import dev.firn.cli.request.Settings;
import java.util.List;
import java.util.Optional;

/// `firn files [STEP [PATH...]]`.
///
/// @param build of which build; the last one when empty
/// @param step whose state; where the last build came to when empty
/// @param paths to list; everything when empty
/// @param changed whether only what the step changed is meant
public record FilesRequest(
        Settings settings,
        Optional<String> build,
        Optional<String> step,
        List<String> paths,
        boolean changed) {
    public FilesRequest {
        paths = List.copyOf(paths);
    }
}
