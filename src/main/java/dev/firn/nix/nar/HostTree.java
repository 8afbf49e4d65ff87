package dev.firn.nix.nar;

import dev.firn.linux.PathBytes;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.SortedMap;
import java.util.TreeMap;

/// A tree that lies on the host as it is: a store path, or a directory in a test.
public final class HostTree {

    private HostTree() {}

    /// The tree at `path`; a symbolic link there is the tree, not what it points to.
    ///
    /// @throws Problem when it is a device, a pipe or a socket, which Nix refuses as well; for what
    ///     lies deeper, when its directory is listed
    public static FileTree of(Path path) throws IOException {
        PosixFileAttributes facts =
                Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (facts.isDirectory()) {
            return new HostDirectory(path);
        }
        if (facts.isSymbolicLink()) {
            return new FileTree.Symlink(PathBytes.of(Files.readSymbolicLink(path)));
        }
        if (facts.isRegularFile()) {
            boolean executable = facts.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
            return new HostFile(path, facts.size(), executable);
        }
        throw new Problem(
                Problem.Kind.RESULT,
                "file '" + PathBytes.of(path) + "' has an unsupported type",
                "only files, directories and symbolic links can be in the store",
                "");
    }

    private record HostDirectory(Path path) implements FileTree.Directory {
        @Override
        public SortedMap<String, FileTree> entries() throws IOException {
            SortedMap<String, FileTree> entries = new TreeMap<>();
            try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                for (Path child : children) {
                    entries.put(PathBytes.name(child), HostTree.of(child));
                }
            }
            return entries;
        }
    }

    private record HostFile(Path path, long size, boolean executable) implements FileTree.Regular {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }
    }
}
