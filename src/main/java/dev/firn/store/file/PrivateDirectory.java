package dev.firn.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Directories for their owner alone, whatever the umask of the process.
public final class PrivateDirectory {

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private PrivateDirectory() {}

    /// A new one.
    public static Path make(Path directory) throws IOException {
        return Files.createDirectory(directory, PRIVATE);
    }

    /// One that may be there already, and those on the way to it.
    public static Path makeAll(Path directory) throws IOException {
        return Files.createDirectories(directory, PRIVATE);
    }
}
