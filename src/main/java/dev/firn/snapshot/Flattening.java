package dev.firn.snapshot;

import dev.firn.store.CacheDirectory;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Copies the merged tree of a chain: the kernel merges, `cp -a` copies, both in namespaces of a
/// child process. That keeps hard links, holes, times and attributes, and files that their owner
/// may not read are no obstacle.
final class Flattening {

    private static final String SCRIPT =
            """
            set -e
            mount -t overlay firn -o "ro,userxattr,lowerdir=$1" "$2"
            exec cp -a --reflink=auto "$2/." "$3/"
            """;

    private Flattening() {}

    /// @param run a directory for the mount point; the mount is gone when this returns
    static void copy(CacheDirectory cache, Chain chain, Path run, Path target)
            throws IOException, InterruptedException {
        if (chain.layers().isEmpty()) {
            return;
        }
        Path merged = Files.createDirectory(run.resolve("merged"));
        // An overlay without an upper directory wants two lower ones.
        Path empty = Files.createDirectory(run.resolve("empty"));
        // Relative, as the kernel takes one page of options and splits paths at colons.
        StringBuilder lowers = new StringBuilder();
        for (Path lower : chain.lowers()) {
            lowers.append(cache.layers().relativize(lower)).append(':');
        }
        lowers.append(cache.layers().relativize(empty));
        ProcessBuilder builder =
                new ProcessBuilder(
                        "unshare",
                        "--user",
                        "--map-root-user",
                        "--mount",
                        "--propagation",
                        "private",
                        "sh",
                        "-c",
                        SCRIPT,
                        "sh",
                        lowers.toString(),
                        merged.toString(),
                        target.toString());
        // The newer way to mount takes 255 bytes a value.
        builder.environment().put("LIBMOUNT_FORCE_MOUNT2", "always");
        Path messages = run.resolve("messages");
        Process copy =
                builder.directory(cache.layers().toFile())
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(messages.toFile())
                        .start();
        if (copy.waitFor() != 0) {
            throw new IOException(
                    "could not copy a chain of "
                            + chain.layers().size()
                            + " layers: "
                            + Files.readString(messages, StandardCharsets.ISO_8859_1).strip());
        }
        Files.delete(merged);
        Files.delete(empty);
        Files.delete(messages);
    }
}
