package dev.firn.overlay;

import java.io.IOException;

/// Is told of one file of a tree after the other: a directory before what is in it, and its entries
/// in the order of their names by byte.
public interface TreeVisitor<T> {

    void visit(T found) throws IOException;

    /// A directory of which nothing more is told: its builder has taken from everybody the right
    /// to list it, and whoever looks is not root.
    ///
    /// @param path from the root of the tree, bytes
    void closed(String path) throws IOException;
}
