package dev.firn.cli.request;

import java.util.List;
import java.util.Optional;

/// `firn verify [INSTALLABLE]`.
///
/// @param named of which derivation the result is; the last result of all when empty
/// @param nixOptions as in [BuildRequest]
/// @param logs whether Nix shows the logs of what it builds
public record VerifyRequest(
        Settings settings, Optional<Named> named, List<String> nixOptions, boolean logs) {

    public VerifyRequest {
        nixOptions = List.copyOf(nixOptions);
    }
}
