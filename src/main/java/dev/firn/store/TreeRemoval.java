package dev.firn.store;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;

/// Removes trees that builders left: with directories that nobody may enter, deeper than a path
/// may be long, with names that are not text.
public final class TreeRemoval {

    private static final int DEEPEST = 100;

    private TreeRemoval() {}

    /// Afterwards nothing is there. Nothing at the start is fine too; somebody else removing the
    /// same tree at the same time is fine.
    public static void remove(Path tree) throws IOException {
        try {
            removeEasily(tree);
        } catch (IOException e) {
            removeByForce(tree);
        }
    }

    /// By open directories: what a process that is just dying puts in the place of a directory
    /// leads nowhere else.
    private static void removeEasily(Path tree) throws IOException {
        Path parent = tree.toAbsolutePath().resolveSibling(".").normalize();
        try (DirectoryStream<Path> around = Files.newDirectoryStream(parent)) {
            if (!(around instanceof SecureDirectoryStream<Path> open)) {
                throw new IOException("no directories by descriptor");
            }
            removeEasily(open, tree.getFileName(), 0);
        } catch (NoSuchFileException e) {
            return;
        }
    }

    private static void removeEasily(SecureDirectoryStream<Path> around, Path name, int depth)
            throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("too many directories to have open");
        }
        try {
            boolean directory =
                    around.getFileAttributeView(
                                    name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                            .readAttributes()
                            .isDirectory();
            if (!directory) {
                around.deleteFile(name);
                return;
            }
            try (SecureDirectoryStream<Path> children =
                    around.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                for (Path child : children) {
                    removeEasily(children, child.getFileName(), depth + 1);
                }
            }
            around.deleteDirectory(name);
        } catch (NoSuchFileException e) {
            // Somebody else was faster.
            return;
        }
    }

    /// chmod and rm walk by file descriptors, so no path gets too long for them, and follow no
    // link.
    private static void removeByForce(Path tree) throws IOException {
        Process removal =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "chmod -R u+rwx -- \"$1\" 2>/dev/null; exec rm -rf -- \"$1\"",
                                "sh",
                                tree.toString())
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectOutput(Redirect.DISCARD)
                        .redirectErrorStream(true)
                        .start();
        try {
            removal.waitFor();
        } catch (InterruptedException e) {
            removal.destroy();
            Thread.currentThread().interrupt();
        }
        if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("could not remove " + tree);
        }
    }
}
