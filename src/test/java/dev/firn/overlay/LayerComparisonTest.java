package dev.firn.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.overlay.LayerComparison.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerComparisonTest {

    private static final Instant FIRST_RUN = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant SECOND_RUN = Instant.parse("2026-01-02T10:00:00Z");

    @TempDir Path home;
    private Path one;
    private Path other;

    @BeforeEach
    void fill() throws IOException {
        one = tree("one", FIRST_RUN);
        other = tree("other", SECOND_RUN);
    }

    /// `a` is older than `b`, and `c` has a time that was set.
    private Path tree(String name, Instant started) throws IOException {
        Path root = Files.createDirectories(home.resolve(name).resolve("build"));
        Files.writeString(root.resolve("a"), "a");
        Files.writeString(root.resolve("b"), "b");
        Files.writeString(root.resolve("c"), "c");
        Files.createSymbolicLink(root.resolve("link"), Path.of("a"));
        Files.getFileAttributeView(
                        root.resolve("link"),
                        BasicFileAttributeView.class,
                        LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.from(started.plusMillis(5)), null, null);
        time(root.resolve("a"), started.plusMillis(10));
        time(root.resolve("b"), started.plusMillis(20));
        time(root.resolve("c"), Instant.parse("1980-01-01T00:00:00Z"));
        return root.getParent();
    }

    private static void time(Path file, Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private boolean areSame() throws IOException {
        return LayerComparison.areSame(
                new Side(one, FIRST_RUN, FIRST_RUN.plusSeconds(9)),
                new Side(other, SECOND_RUN, SECOND_RUN.plusSeconds(9)),
                Set.of("build/env-vars"));
    }

    private Path inOther(String name) {
        return other.resolve("build").resolve(name);
    }

    @Test
    void twoRunsOfTheSameAreTheSame() throws IOException {
        assertThat(areSame()).isTrue();
    }

    /// `[ d -nt x ]` and an archive of `d` can tell.
    @Test
    void timeThatWasSetOfAFullDirectoryIsADifference() throws IOException {
        for (Path root : List.of(one, other)) {
            Path directory = Files.createDirectory(root.resolve("build/d"));
            Files.writeString(directory.resolve("f"), "f");
            time(directory.resolve("f"), Instant.parse("1981-01-01T00:00:00Z"));
            time(directory, Instant.parse("1982-01-01T00:00:00Z"));
        }
        assertThat(areSame()).isTrue();

        time(inOther("d"), Instant.parse("1983-01-01T00:00:00Z"));
        assertThat(areSame()).isFalse();
    }

    @Test
    void directoriesOfTheSandboxMayBeOlder() throws IOException {
        time(other.resolve("build"), Instant.parse("1983-01-01T00:00:00Z"));
        assertThat(areSame()).isTrue();
    }

    @Test
    void ignoredNameMayDiffer() throws IOException {
        Files.writeString(inOther("env-vars"), "x");
        assertThat(areSame()).isTrue();
    }

    @Test
    void otherContentIsADifference() throws IOException {
        Files.writeString(inOther("a"), "x");
        time(inOther("a"), SECOND_RUN.plusMillis(10));
        assertThat(areSame()).isFalse();
    }

    @Test
    void moreOrFewerNamesAreADifference() throws IOException {
        Files.createDirectory(inOther("empty"));
        assertThat(areSame()).isFalse();
    }

    @Test
    void modeIsADifference() throws IOException {
        Files.setPosixFilePermissions(inOther("a"), PosixFilePermissions.fromString("rwxr--r--"));
        assertThat(areSame()).isFalse();
    }

    @Test
    void linkTargetIsADifference() throws IOException {
        Files.delete(inOther("link"));
        Files.createSymbolicLink(inOther("link"), Path.of("b"));
        assertThat(areSame()).isFalse();
    }

    @Test
    void hardLinkIsADifference() throws IOException {
        Files.writeString(one.resolve("build/d"), "a");
        Files.createLink(inOther("d"), inOther("a"));
        assertThat(areSame()).isFalse();
    }

    @Test
    void attributeIsADifference() throws IOException {
        Files.setAttribute(inOther("a"), "user:x", new byte[] {1});
        assertThat(areSame()).isFalse();
    }

    /// `make` would see another file to be out of date.
    @Test
    void otherOrderOfTimesIsADifference() throws IOException {
        time(inOther("b"), SECOND_RUN.plusMillis(5));
        assertThat(areSame()).isFalse();
    }

    @Test
    void equalTimesDoNotContradictAnOrderOfAFewTicks() throws IOException {
        time(inOther("b"), SECOND_RUN.plusMillis(10));
        assertThat(areSame()).isTrue();
    }

    @Test
    void equalTimesContradictAnOrder() throws IOException {
        time(one.resolve("build/b"), FIRST_RUN.plusMillis(110));
        time(inOther("b"), SECOND_RUN.plusMillis(10));
        assertThat(areSame()).isFalse();
        time(one.resolve("build/b"), FIRST_RUN.plusMillis(10));
        time(inOther("b"), SECOND_RUN.plusMillis(110));
        assertThat(areSame()).isFalse();
    }

    @Test
    void directoryThatWasOnlyTouchedHasAnOrderToo() throws IOException {
        Files.createDirectory(one.resolve("build/d"));
        Files.createDirectory(inOther("d"));
        time(one.resolve("build/d"), FIRST_RUN.plusMillis(200));
        time(inOther("d"), SECOND_RUN.plusMillis(200));
        assertThat(areSame()).isTrue();
        time(inOther("d"), SECOND_RUN);
        assertThat(areSame()).isFalse();
    }

    @Test
    void fullDirectoryThatWasTouchedHasAnOrderToo() throws IOException {
        for (Path root : List.of(one, other)) {
            Files.writeString(Files.createDirectory(root.resolve("build/d")).resolve("f"), "f");
        }
        time(one.resolve("build/d/f"), FIRST_RUN.plusMillis(100));
        time(inOther("d/f"), SECOND_RUN.plusMillis(100));
        time(one.resolve("build/d"), FIRST_RUN.plusMillis(200));
        time(inOther("d"), SECOND_RUN.plusMillis(200));
        assertThat(areSame()).isTrue();
        time(inOther("d"), SECOND_RUN.plusMillis(50));
        assertThat(areSame()).isFalse();
    }

    @Test
    void timeOfTheFutureWasSet() throws IOException {
        time(one.resolve("build/b"), Instant.parse("2040-01-01T00:00:00Z"));
        time(inOther("b"), Instant.parse("2041-01-01T00:00:00Z"));
        assertThat(areSame()).isFalse();
    }

    @Test
    void timeThatWasSetHasToBeEqual() throws IOException {
        time(inOther("c"), Instant.parse("1990-01-01T00:00:00Z"));
        assertThat(areSame()).isFalse();
        time(inOther("c"), SECOND_RUN.plusMillis(30));
        assertThat(areSame()).isFalse();
    }
}
