package dev.firn.build.job;

import dev.firn.nix.path.StorePath;
import java.nio.file.Path;
import java.util.Optional;

/// What to build, and how.
///
/// @param drvPath the derivation
/// @param exact build at the real output paths and reuse nothing
/// @param fresh run every step, whatever is cached
/// @param acceptStale put the result into the store although some mention of its scratch path could
///     not be rewritten
/// @param until the last step to run
/// @param link where links to the results go, if anywhere
public record BuildOrder(
        StorePath drvPath,
        boolean exact,
        boolean fresh,
        boolean acceptStale,
        Optional<String> until,
        Optional<Path> link) {}
