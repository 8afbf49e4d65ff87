package dev.firn.mount;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Who sees a mount: the processes of one mount namespace in one run of the machine.
///
/// @param boot id of the run of the machine
/// @param mountNamespace as the kernel names it
/// @param pidNamespace whose processes the maker of the mount could see
record Origin(String boot, String mountNamespace, String pidNamespace) {

    private static final Path PROCESSES = Path.of("/proc");

    /// That of this process.
    static Origin here(String boot) throws IOException {
        return new Origin(
                boot,
                namespace(Path.of("/proc/self"), "mnt"),
                namespace(Path.of("/proc/self"), "pid"));
    }

    /// Whether a mount of the other origin, another one than this, may still be there: some
    /// process is in its namespace, or processes that cannot be seen from here may be.
    boolean mayBeThere(Origin other) throws IOException {
        if (!other.boot.equals(boot)) {
            return false;
        }
        return !other.pidNamespace.equals(pidNamespace) || isInhabited(other.mountNamespace);
    }

    private static boolean isInhabited(String mountNamespace) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                if (namespace(process, "mnt").equals(mountNamespace)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String namespace(Path process, String kind) {
        try {
            return Files.readSymbolicLink(process.resolve("ns").resolve(kind)).toString();
        } catch (IOException e) {
            // It has ended, or belongs to somebody else.
            return "";
        }
    }
}
