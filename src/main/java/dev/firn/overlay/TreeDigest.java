package dev.firn.overlay;

import dev.firn.digest.Digest;
import dev.firn.linux.PathBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The digest of what the files of one layer say: for each, in the order of their names by byte,
/// its path, type, mode, user attributes, and its content, link target, or device; for a further
/// name of a hard-linked file, the first name. A whiteout is a device like any other, so it counts.
///
/// Not in it: times, owners, inode numbers, what lies below the layer, and those attributes of the
/// overlay that only help it to find its way (`origin`, `impure`, `nlink`, `uuid`).
public final class TreeDigest {

    private static final int CHUNK = 1 << 16;

    private final MessageDigest digest = Digest.start();
    private final Map<Long, String> firstNames = new HashMap<>();
    private final byte[] chunk = new byte[CHUNK];

    private TreeDigest() {}

    /// @param files the upper directory of an overlay
    public static Digest of(Path files) throws IOException {
        TreeDigest tree = new TreeDigest();
        tree.addChildren(files, "");
        return Digest.finish(tree.digest);
    }

    private void addChildren(Path directory, String prefix) throws IOException {
        SortedMap<String, Path> children = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                children.put(PathBytes.name(entry), entry);
            }
        }
        for (Map.Entry<String, Path> child : children.entrySet()) {
            add(child.getValue(), prefix + child.getKey());
        }
    }

    private void add(Path file, String name) throws IOException {
        FileState state = FileState.of(file);
        text(name);
        text(String.valueOf(state.type()));
        if (!state.isDirectory() && state.links() > 1) {
            String first = firstNames.putIfAbsent(state.inode(), name);
            text(first == null ? "" : first);
            if (first != null) {
                return;
            }
        } else {
            text("");
        }
        number(state.permissions());
        switch (state.type()) {
            case 'd' -> {
                attributes(file);
                addChildren(file, name + "/");
            }
            case 'f' -> {
                attributes(file);
                content(file, state.size());
            }
            case 'l' -> text(PathBytes.of(Files.readSymbolicLink(file)));
            default ->
                    number((Long) Files.getAttribute(file, "unix:rdev", LinkOption.NOFOLLOW_LINKS));
        }
    }

    private void attributes(Path file) throws IOException {
        UserDefinedFileAttributeView attributes = OverlayMarks.userAttributes(file);
        TreeSet<String> names = new TreeSet<>(attributes.list());
        names.removeIf(OverlayMarks::isIncidental);
        number(names.size());
        for (String name : names) {
            ByteBuffer value = ByteBuffer.allocate(attributes.size(name));
            attributes.read(name, value);
            text(name);
            text(new String(value.array(), 0, value.position(), StandardCharsets.ISO_8859_1));
        }
    }

    private void content(Path file, long size) throws IOException {
        number(size);
        try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int count = content.read(chunk); count >= 0; count = content.read(chunk)) {
                digest.update(chunk, 0, count);
            }
        }
    }

    private void text(String bytes) {
        number(bytes.length());
        digest.update(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void number(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
    }
}
