package dev.firn.snapshot;

import dev.firn.linux.PathBytes;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/// Whether something has read a file that was written before: its time of access tells, which an
/// overlay keeps in its upper directory however that is mounted. A copy does not show in it if the
/// kernel made it, so files of the same name or with the same content are looked for too.
record FileUse(Path upper, Path file) {

    /// What is put behind the name of a copy or a packed file.
    private static final Set<String> SUFFIXES =
            Set.of("", ".gz", ".bz2", ".xz", ".zst", ".orig", ".bak", "~");

    /// @param path of the file, relative, bytes
    static FileUse of(Path upper, String path) {
        return new FileUse(upper, PathBytes.resolve(upper, path));
    }

    boolean isThere() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /// Only of a file that is there.
    boolean isUsed() throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()
                || !Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS).equals(1)) {
            // Moved away, replaced, or linked.
            return true;
        }
        boolean read = attributes.lastAccessTime().compareTo(attributes.lastModifiedTime()) >= 0;
        return read || isCopiedTo(upper, attributes.size());
    }

    private boolean isCopiedTo(Path directory, long size) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                BasicFileAttributes attributes =
                        Files.readAttributes(
                                entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                boolean copied =
                        attributes.isDirectory()
                                ? isCopiedTo(entry, size)
                                : attributes.isRegularFile()
                                        && !entry.equals(file)
                                        && isCopy(entry, attributes.size() == size);
                if (copied) {
                    return true;
                }
            }
        } catch (NoSuchFileException | AccessDeniedException e) {
            // Nothing was done there, or a builder has closed its own directory.
            return false;
        }
        return false;
    }

    private boolean isCopy(Path other, boolean sameSize) throws IOException {
        String name = PathBytes.of(other.getFileName());
        String own = PathBytes.of(file.getFileName());
        return (name.startsWith(own) && SUFFIXES.contains(name.substring(own.length())))
                || (sameSize && Files.mismatch(other, file) < 0);
    }
}
