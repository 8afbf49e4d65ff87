package dev.firn.e2e;

import dev.firn.linux.PathBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A tree of files as text: what each path is, its mode and time, and what it holds.
final class Tree {

    private Tree() {}

    static SortedMap<String, String> of(Path root, Moved moved) throws IOException {
        SortedMap<String, String> tree = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.toList();
        }
        for (Path file : files) {
            tree.put(moved.of(PathBytes.of(root.relativize(file))), describe(file, moved));
        }
        return tree;
    }

    private static String describe(Path file, Moved moved) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return "-> " + moved.of(PathBytes.of(Files.readSymbolicLink(file)));
        }
        String mode =
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
        String facts = mode + ' ' + Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        if (Files.isDirectory(file)) {
            return facts + " directory";
        }
        return facts + '\n' + moved.of(Files.readAllBytes(file));
    }
}
