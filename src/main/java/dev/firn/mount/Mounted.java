package dev.firn.mount;

import java.nio.file.Path;

/// A state that is mounted.
///
/// @param directory where it is now; another one than at first when a directory above was renamed
/// @param elsewhere whether it was mounted in another mount namespace, so that it cannot be seen
///     here, nor unmounted
public record Mounted(MountRecord record, Path directory, boolean elsewhere) {}
