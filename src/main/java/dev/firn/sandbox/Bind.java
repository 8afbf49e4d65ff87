package dev.firn.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file or directory of the host that appears in the sandbox.
///
/// Inside the overlay the mount point must exist in a lower directory, and the source must be a
/// directory if and only if the mount point is one; anywhere else it is made. A source that is a
/// symbolic link is followed, as a link cannot be a mount, unless it is to appear as a link.
///
/// @param target absolute path in the sandbox
/// @param optional whether the run goes on without it when the source does not exist
public record Bind(Path source, String target, Access access, boolean optional) {

    /// What the program may do there, as far as the modes of the files allow it.
    public enum Access {
        READ_ONLY,
        WRITABLE,
        /// A device file: can be read and written, but its mode and owner cannot be changed.
        DEVICE,
        /// A symbolic link outside the overlay: the same link is made there.
        LINK
    }

    public Bind {
        requireInside(target);
        if (!source.isAbsolute()) {
            throw new IllegalArgumentException("a relative source: " + source);
        }
    }

    public static Bind readOnly(Path source, String target) {
        return new Bind(source, target, Access.READ_ONLY, false);
    }

    public static Bind writable(Path source, String target) {
        return new Bind(source, target, Access.WRITABLE, false);
    }

    static Bind device(String path) {
        return new Bind(Path.of(path), path, Access.DEVICE, false);
    }

    /// @param source a symbolic link
    public static Bind link(Path source, String target) {
        return new Bind(source, target, Access.LINK, false);
    }

    /// The same, left out where the source does not exist.
    public Bind ifPresent() {
        return new Bind(source, target, access, true);
    }

    /// A bind whose source was looked at.
    ///
    /// @param directory whether the mount point is one
    record Found(Path source, String target, Access access, boolean directory) {}

    boolean missing() {
        return access == Access.LINK ? !Files.isSymbolicLink(source) : !Files.exists(source);
    }

    Found found() throws IOException {
        boolean directory = Files.isDirectory(source);
        return new Found(source, target, access, directory);
    }

    static void requireInside(String path) {
        if (!path.startsWith("/")
                || path.endsWith("/")
                || (path + "/").contains("/../")
                || (path + "/").contains("/./")
                || path.contains("//")) {
            throw new IllegalArgumentException("not an absolute plain path: " + path);
        }
    }
}
