package dev.firn.cli.request.look;

import dev.firn.cli.request.Settings;
import java.util.List;
import java.util.Optional;

/// `firn cat STEP:PATH...`.
///
/// @param build of which build; the last one when empty
public record CatRequest(Settings settings, Optional<String> build, List<FileName> files) {
    public CatRequest {
        files = List.copyOf(files);
    }

    /// A file of a state.
    public record FileName(String step, String path) {}
}
