package dev.firn.enter;

import java.util.Optional;

/// How a shell ended.
///
/// @param status its exit status
/// @param resumed the record of the build with the shell's files, if the build is to go on with
///     them
public record ShellEnd(int status, Optional<String> resumed) {}
