package dev.firn.cli.request.look;

import dev.firn.cli.request.Settings;
import java.util.List;
import java.util.Optional;

/// `firn diff [A [B]] [-- PATH...]`.
///
/// @param build of which build; the last one when empty
/// @param states at most two
/// @param paths where to look; everywhere when empty
public record DiffRequest(
        Settings settings, Optional<String> build, List<String> states, List<String> paths) {
    public DiffRequest {
        states = List.copyOf(states);
        paths = List.copyOf(paths);
    }
}
