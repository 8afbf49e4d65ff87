package dev.firn.overlay;

import dev.firn.nix.nar.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The merged tree of some directories as an overlay would show it, read without mounting anything.
///
/// Names and targets are bytes in strings. A file that its owner may not read is read all the same;
/// a directory that its owner may not enter is an `AccessDeniedException`, except for root.
public final class View {

    private final MergedFile root;

    private View(MergedFile root) {
        this.root = root;
    }

    /// The tree that these directories make.
    ///
    /// @param lowers top first
    public static View of(List<Path> lowers) {
        return new View(MergedFile.root(lowers));
    }

    public MergedFile root() {
        return root;
    }

    /// The file of this name; symbolic links on the way are not followed.
    ///
    /// @param path relative, slashes between names, bytes
    public Optional<MergedFile> find(String path) throws IOException {
        Optional<MergedFile> at = Optional.of(root);
        int start = 0;
        while (at.isPresent() && start < path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (end > start) {
                at = at.get().child(path.substring(start, end));
            }
            start = end + 1;
        }
        return at;
    }

    /// The same file for Nix's archive format.
    public Optional<FileTree> tree(String path) throws IOException {
        Optional<MergedFile> file = find(path);
        return file.isEmpty() ? Optional.empty() : Optional.of(MergedTree.of(path, file.get()));
    }
}
