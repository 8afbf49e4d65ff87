package dev.firn.cli.request.enter;

import dev.firn.cli.request.Settings;
import java.util.Optional;

/// `firn umount [DIR|STEP|--all]`.
///
/// @param word a directory or a step; the only mount there is when empty
/// @param all whether everything is meant
/// @param lazy whether a mount that is in use goes too
public record UnmountRequest(Settings settings, Optional<String> word, boolean all, boolean lazy) {}
