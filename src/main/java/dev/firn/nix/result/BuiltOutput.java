package dev.firn.nix.result;

import dev.firn.nix.nar.FileTree;
import dev.firn.nix.path.StorePath;
import java.util.Optional;

/// An output as the builder left it.
///
/// @param name of the output, such as `out`
/// @param scratch the path that it believes to be at
/// @param tree what is there, if anything
/// @param mode of the tree's root: type and permission bits, as in `st_mode`
public record BuiltOutput(String name, StorePath scratch, Optional<FileTree> tree, int mode) {

    private static final int TYPE = 0170000;
    private static final int LINK = 0120000;
    private static final int OTHERS_MAY_WRITE = 0022;

    /// Whether somebody else could have changed it.
    boolean suspicious() {
        return (mode & TYPE) != LINK && (mode & OTHERS_MAY_WRITE) != 0;
    }
}
