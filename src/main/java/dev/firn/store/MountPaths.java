package dev.firn.store;

import java.nio.file.Path;

/// What lies in the cache for one state that is mounted on this machine.
public record MountPaths(Path directory) {

    /// What is mounted, where, and on which layers it stands.
    public Path record() {
        return directory.resolve("record.json");
    }

    /// The lower directories by names short enough for the options of a mount.
    public Path links() {
        return directory.resolve("l");
    }

    /// A lower directory with nothing in it.
    public Path empty() {
        return directory.resolve("empty");
    }

    /// Receives what is written; thrown away with the mount.
    public Path upper() {
        return directory.resolve("upper");
    }

    /// The overlay's work directory, for a mount that can be written to.
    public Path work() {
        return directory.resolve("work");
    }

    /// What the tools complain about.
    public Path messages() {
        return directory.resolve("messages");
    }

    /// A link to the program that serves the mount.
    ///
    /// @param mark under which the kernel lists the mount
    public Path program(String mark) {
        return directory.resolve(mark);
    }
}
