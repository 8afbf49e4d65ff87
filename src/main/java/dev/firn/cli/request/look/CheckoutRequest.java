package dev.firn.cli.request.look;

import dev.firn.cli.request.Settings;
import java.util.List;
import java.util.Optional;

/// `firn checkout STEP DIR [PATH...]`.
///
/// @param build of which build; the last one when empty
/// @param paths to copy; everything when empty
public record CheckoutRequest(
        Settings settings,
        Optional<String> build,
        String step,
        String directory,
        List<String> paths) {
    public CheckoutRequest {
        paths = List.copyOf(paths);
    }
}
