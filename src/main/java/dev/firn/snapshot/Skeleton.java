package dev.firn.snapshot;

import dev.firn.digest.Digest;
import dev.firn.linux.PathBytes;
import dev.firn.store.CacheDirectory;
import dev.firn.store.file.PrivateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Map;
import java.util.SortedMap;

/// The lowest directory of an overlay: `build`, `tmp`, `nix/store` with the modes that a builder
/// expects, and the mount points that the caller names.
///
/// @param directory never written to
public record Skeleton(Path directory) {

    private static final Map<String, Integer> MODES =
            Map.of("build", 0700, "tmp", 01777, "nix", 0755, "nix/store", 01775);

    /// Something to mount on.
    public sealed interface Point {
        /// An empty directory.
        record Directory() implements Point {}

        /// An empty file.
        record Regular() implements Point {}

        /// Nothing can be mounted on a symbolic link, so it is there itself.
        ///
        /// @param target bytes
        record Symlink(String target) implements Point {}
    }

    /// The skeleton with these mount points; made once, then found again.
    ///
    /// @param points by relative path, bytes; the directories on the way are made
    public static Skeleton of(CacheDirectory cache, SortedMap<String, Point> points)
            throws IOException {
        Path place = cache.skeleton(digest(points));
        if (!Files.exists(place)) {
            publish(make(cache, points), place);
        }
        return new Skeleton(place);
    }

    private static Path make(CacheDirectory cache, SortedMap<String, Point> points)
            throws IOException {
        Path root = Files.createDirectory(cache.workroom().aside());
        for (String standard : MODES.keySet()) {
            Files.createDirectories(root.resolve(standard));
        }
        for (Map.Entry<String, Point> point : points.entrySet()) {
            Path place = PathBytes.resolve(root, point.getKey());
            Files.createDirectories(place.getParent());
            switch (point.getValue()) {
                case Point.Directory directory -> Files.createDirectory(place);
                case Point.Regular file -> Files.createFile(place);
                case Point.Symlink link ->
                        Files.createSymbolicLink(place, PathBytes.path(link.target()));
            }
        }
        for (Map.Entry<String, Integer> mode : MODES.entrySet()) {
            Files.setAttribute(root.resolve(mode.getKey()), "unix:mode", mode.getValue());
        }
        return root;
    }

    /// Renaming on a directory that is not empty fails: the first one stays.
    private static void publish(Path made, Path place) throws IOException {
        PrivateDirectory.makeAll(place.resolveSibling(".").normalize());
        try {
            Files.move(made, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.exists(place)) {
                throw e;
            }
        }
    }

    private static Digest digest(SortedMap<String, Point> points) {
        MessageDigest digest = Digest.start();
        for (Map.Entry<String, Point> point : points.entrySet()) {
            String kind =
                    switch (point.getValue()) {
                        case Point.Directory directory -> "d";
                        case Point.Regular file -> "f";
                        case Point.Symlink link -> "l" + link.target();
                    };
            // No path and no target holds a zero byte.
            String text = point.getKey() + "\0" + kind + "\0";
            digest.update(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return Digest.finish(digest);
    }
}
