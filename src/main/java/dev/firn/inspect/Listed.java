package dev.firn.inspect;

import dev.firn.overlay.MergedFile;

/// A file of a listing.
///
/// @param path from the root of the state, without a slash in front, bytes
/// @param file as it was before it went when the mark says that it is gone
public record Listed(String path, MergedFile file, Mark mark) {

    /// What the step has done to the file.
    public enum Mark {
        /// It was not asked.
        NONE,
        ADDED,
        REMOVED,
        /// Not only its time.
        CHANGED
    }
}
