package dev.firn.nix.nar;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;

/// A tree of files as Nix knows it: no owner, no times, of the mode only whether a file is
/// executable.
///
/// Names and link targets are bytes, held one per `char` (ISO 8859-1). So the natural order of such
/// strings is Nix's, by byte.
public sealed interface FileTree {

    /// A directory.
    non-sealed interface Directory extends FileTree {

        /// What it holds, by name. May be computed anew by each call, so a tree need not be in
        /// memory as a whole.
        SortedMap<String, FileTree> entries() throws IOException;
    }

    /// A plain file.
    non-sealed interface Regular extends FileTree {

        long size() throws IOException;

        /// Whether its owner may execute it.
        boolean executable() throws IOException;

        /// The content, from the start; the same [#size] bytes at every call.
        InputStream open() throws IOException;
    }

    /// @param target as in the file system, never resolved
    record Symlink(String target) implements FileTree {}
}
