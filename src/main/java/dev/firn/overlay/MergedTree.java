package dev.firn.overlay;

import dev.firn.nix.nar.FileTree;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Merged files as Nix knows files.
final class MergedTree {

    private static final int OWNER_EXECUTES = 0100;

    private MergedTree() {}

    /// @param path where it is in the tree, bytes
    /// @throws Problem when the file is of a kind that Nix does not know: a fifo, a socket, a
    // device
    static FileTree of(String path, MergedFile file) throws IOException {
        return switch (file.type()) {
            case 'd' -> new Directory(path, file);
            case 'f' -> new Regular(file);
            case 'l' -> new FileTree.Symlink(file.target());
            default ->
                    throw new Problem(
                            Problem.Kind.RESULT,
                            "a file of the result has an unsupported type",
                            "/" + path + " is no regular file, directory or symbolic link",
                            "remove it at the end of the build");
        };
    }

    private record Directory(String path, MergedFile file) implements FileTree.Directory {

        @Override
        public SortedMap<String, FileTree> entries() throws IOException {
            SortedMap<String, FileTree> entries = new TreeMap<>();
            for (Map.Entry<String, MergedFile> child : file.children().entrySet()) {
                entries.put(
                        child.getKey(),
                        MergedTree.of(path + '/' + child.getKey(), child.getValue()));
            }
            return entries;
        }
    }

    private record Regular(MergedFile file) implements FileTree.Regular {

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public boolean executable() throws IOException {
            return (file.state().mode() & OWNER_EXECUTES) != 0;
        }

        @Override
        public InputStream open() throws IOException {
            return file.open();
        }
    }
}
