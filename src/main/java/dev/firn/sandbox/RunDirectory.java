package dev.firn.sandbox;

import java.nio.file.Path;

/// The files of one run. The directory must exist and be empty; the caller deletes it after the
/// run.
record RunDirectory(Path path) {

    RunDirectory {
        path = path.toAbsolutePath();
    }

    /// What the program sees as `/`, but for what is mounted on it.
    Path root() {
        return path.resolve("root");
    }

    /// Where the overlay is mounted.
    Path merged() {
        return path.resolve("merged");
    }

    /// The parts of the overlay by names short enough for a mount option string of one page,
    /// whatever the paths of the layers.
    Path links() {
        return path.resolve("l");
    }

    Path mountTable() {
        return path.resolve("fstab");
    }

    Path stageScript() {
        return path.resolve("stage.sh");
    }

    Path bubblewrapArguments() {
        return path.resolve("bwrap.args");
    }

    Path seccompFilter() {
        return path.resolve("seccomp");
    }

    /// What bubblewrap reports: the process in the sandbox and how it ended.
    Path status() {
        return path.resolve("status");
    }

    /// What the tools before bubblewrap complain about.
    Path complaints() {
        return path.resolve("complaints");
    }
}
