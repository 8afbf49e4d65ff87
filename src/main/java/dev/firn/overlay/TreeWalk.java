package dev.firn.overlay;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Map;
import java.util.SortedMap;

/// Tells of every file of a merged tree.
public final class TreeWalk {

    /// @param path from the root of the tree, without a slash in front, bytes
    public record Found(String path, MergedFile file) {}

    private TreeWalk() {}

    /// Tells of what is in a directory and below it; of the file itself if it is none.
    ///
    /// @param path where the file is, bytes; empty for the root
    public static void tell(String path, MergedFile file, TreeVisitor<Found> visitor)
            throws IOException {
        if (file.type() == 'd') {
            tellChildren(path, file, visitor);
        } else {
            visitor.visit(new Found(path, file));
        }
    }

    private static void tellChildren(String path, MergedFile directory, TreeVisitor<Found> visitor)
            throws IOException {
        SortedMap<String, MergedFile> children;
        try {
            children = directory.children();
        } catch (AccessDeniedException e) {
            visitor.closed(path);
            return;
        }
        String prefix = path.isEmpty() ? "" : path + '/';
        for (Map.Entry<String, MergedFile> child : children.entrySet()) {
            visitor.visit(new Found(prefix + child.getKey(), child.getValue()));
            if (child.getValue().type() == 'd') {
                tellChildren(prefix + child.getKey(), child.getValue(), visitor);
            }
        }
    }
}
