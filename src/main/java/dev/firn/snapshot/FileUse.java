package dev.firn.snapshot;

import dev.firn.linux.PathBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
        long size = attributes.size();
        return read
                || UpperFiles.any(
                        upper,
                        (other, otherSize) ->
                                !other.equals(file) && isCopy(other, otherSize == size));
    }

    private boolean isCopy(Path other, boolean sameSize) throws IOException {
        String name = PathBytes.of(other.getFileName());
        String own = PathBytes.of(file.getFileName());
        return (name.startsWith(own) && SUFFIXES.contains(name.substring(own.length())))
                || (sameSize && Files.mismatch(other, file) < 0);
    }
}
