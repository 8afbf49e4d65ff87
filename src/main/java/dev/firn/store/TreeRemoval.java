package dev.firn.store;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Removes trees that builders left: with directories that nobody may enter, deeper than a path
/// may be long, with names that are not text.
public final class TreeRemoval {

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

    private static void removeEasily(Path tree) throws IOException {
        if (Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(tree)) {
                for (Path child : children) {
                    removeEasily(child);
                }
            } catch (NoSuchFileException e) {
                return;
            }
        }
        Files.deleteIfExists(tree);
    }

    /// chmod and rm walk by file descriptors, so no path gets too long for them.
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
