package dev.firn.cli.request.keep;

import dev.firn.cli.request.Settings;
import java.util.Optional;

/// `firn gc`. What is empty is as the user's configuration says.
///
/// @param all whether everything is to go that is neither in use nor pinned
/// @param dryRun whether nothing is to go
/// @param maximum a size, as in `20GB`, `20GiB` or `25%` of the disk
/// @param free likewise
/// @param reserved likewise
/// @param age as in `30d`, `12h`
/// @param keepBuilds a number
public record GcRequest(
        Settings settings,
        boolean all,
        boolean dryRun,
        Optional<String> maximum,
        Optional<String> free,
        Optional<String> reserved,
        Optional<String> age,
        Optional<String> keepBuilds) {}
