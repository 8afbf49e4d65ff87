package dev.firn.snapshot;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// The regular files of an upper directory.
final class UpperFiles {

    private UpperFiles() {}

    /// What is asked of one file.
    @FunctionalInterface
    interface Test {
        boolean of(Path file, long size) throws IOException;
    }

    /// Whether it is true of some file below a directory.
    static boolean any(Path directory, Test test) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                BasicFileAttributes attributes =
                        Files.readAttributes(
                                entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                boolean found =
                        attributes.isDirectory()
                                ? any(entry, test)
                                : attributes.isRegularFile() && test.of(entry, attributes.size());
                if (found) {
                    return true;
                }
            }
        } catch (NoSuchFileException | AccessDeniedException e) {
            // Nothing was done there, or a builder has closed its own directory.
            return false;
        }
        return false;
    }
}
