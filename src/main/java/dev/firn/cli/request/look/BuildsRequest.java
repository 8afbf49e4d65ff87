package dev.firn.cli.request.look;

import dev.firn.cli.request.Settings;
import java.util.Optional;

/// `firn builds [PACKAGE]`.
///
/// @param packageName of which package; of all when empty
/// @param most how many, the newest ones
public record BuildsRequest(Settings settings, Optional<String> packageName, int most) {}
