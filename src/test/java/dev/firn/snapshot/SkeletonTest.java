package dev.firn.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.snapshot.Skeleton.Point;
import dev.firn.store.CacheDirectory;
import dev.firn.store.Leftovers;
import dev.firn.store.Milestones;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkeletonTest {

    @TempDir Path home;

    private static SortedMap<String, Point> points() {
        SortedMap<String, Point> points = new TreeMap<>();
        points.put("nix/store/aaa-dir", new Point.Directory());
        points.put("nix/store/bbb-file", new Point.Regular());
        points.put("nix/store/ccc-link", new Point.Symlink("aaa-dir"));
        return points;
    }

    @Test
    void hasTheModesThatABuilderExpects() throws Exception {
        try (CacheDirectory cache = CacheDirectory.open(home.resolve("cache"))) {
            Path root = Skeleton.of(cache, points()).directory();
            assertThat(mode(root.resolve("build"))).isEqualTo(0700);
            assertThat(mode(root.resolve("tmp"))).isEqualTo(01777);
            assertThat(mode(root.resolve("nix"))).isEqualTo(0755);
            assertThat(mode(root.resolve("nix/store"))).isEqualTo(01775);
            assertThat(root.resolve("nix/store/aaa-dir")).isEmptyDirectory();
            assertThat(root.resolve("nix/store/bbb-file")).isEmptyFile();
            assertThat(Files.readSymbolicLink(root.resolve("nix/store/ccc-link")))
                    .isEqualTo(Path.of("aaa-dir"));
        }
    }

    private static int mode(Path file) throws Exception {
        return (Integer) Files.getAttribute(file, "unix:mode") & 07777;
    }

    @Test
    void isMadeOnceForEachSetOfPoints() throws Exception {
        try (CacheDirectory cache = CacheDirectory.open(home.resolve("cache"))) {
            Skeleton first = Skeleton.of(cache, points());
            assertThat(Skeleton.of(cache, points())).isEqualTo(first);
            SortedMap<String, Point> other = points();
            other.put("nix/store/bbb-file", new Point.Directory());
            assertThat(Skeleton.of(cache, other)).isNotEqualTo(first);
        }
    }

    /// It was never brought to the disk, so a crash may have left half of it.
    @Test
    void isMadeAnewAfterTheMachineStarted() throws Exception {
        Path root = home.resolve("cache");
        Skeleton old;
        try (CacheDirectory cache = CacheDirectory.open(root)) {
            old = Skeleton.of(cache, points());
        }
        try (CacheDirectory cache = CacheDirectory.open(root, "another boot", Milestones.none())) {
            new Leftovers(cache).sweep();
            assertThat(old.directory()).doesNotExist();
            assertThat(Skeleton.of(cache, points()).directory()).exists();
        }
    }
}
