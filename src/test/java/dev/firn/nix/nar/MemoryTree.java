package dev.firn.nix.nar;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/// Trees for tests, without a file system.
public final class MemoryTree {

    private MemoryTree() {}

    /// @param content one byte per char
    public static FileTree file(String content) {
        return new Content(content.getBytes(StandardCharsets.ISO_8859_1), false);
    }

    public static FileTree file(byte[] content) {
        return new Content(content, false);
    }

    public static FileTree program(String content) {
        return new Content(content.getBytes(StandardCharsets.ISO_8859_1), true);
    }

    public static FileTree link(String target) {
        return new FileTree.Symlink(target);
    }

    /// @param entries name, tree, name, tree ...
    public static FileTree directory(Object... entries) {
        SortedMap<String, FileTree> map = new TreeMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], (FileTree) entries[i + 1]);
        }
        return (FileTree.Directory) () -> map;
    }

    /// The content of a plain file.
    public static byte[] bytes(FileTree file) throws java.io.IOException {
        try (InputStream in = ((FileTree.Regular) file).open()) {
            return in.readAllBytes();
        }
    }

    private record Content(byte[] bytes, boolean executable) implements FileTree.Regular {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }
}
