package dev.firn.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.store.LayerPaths;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerDigestTest {

    private static final FileTime TIME = FileTime.fromMillis(1_700_000_000_000L);

    @TempDir Path home;
    private LayerPaths layer;
    private String before = "";

    @BeforeEach
    void makeALayer() throws Exception {
        layer = new LayerPaths(Files.createDirectory(home.resolve("0123456789abcdef")));
        Files.createDirectory(layer.files());
        Files.writeString(layer.files().resolve("file"), "content");
        Files.createLink(layer.files().resolve("same"), layer.files().resolve("file"));
        Files.createSymbolicLink(layer.files().resolve("link"), Path.of("target"));
        Files.writeString(layer.record(), "record");
        Files.writeString(layer.log(), "log");
        for (Path directory : new Path[] {layer.directory(), layer.files()}) {
            Files.setAttribute(directory, "unix:mode", 0755);
        }
        for (Path file : new Path[] {layer.files().resolve("file"), layer.record(), layer.log()}) {
            Files.setAttribute(file, "unix:mode", 0644);
            setTime(file);
        }
        setTime(layer.files().resolve("link"));
        setTime(layer.files());
        before = digest();
    }

    private static void setTime(Path file) throws Exception {
        Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(TIME, null, null);
    }

    private String digest() throws Exception {
        return LayerDigest.of(layer, count -> {}).hex();
    }

    /// What is in caches: a change needs a new format.
    @Test
    void isThisNumber() {
        assertThat(before)
                .isEqualTo("5e3b282e9f4973a99a6366f0626ee10316f5bb84b9a037ca2427ddd1a0cd61d8");
    }

    @Test
    void whatComesLaterDoesNotCount() throws Exception {
        Files.writeString(layer.survey(), "survey");
        Files.writeString(layer.reads(), "reads");
        Files.writeString(layer.digest(), "digest");
        Files.writeString(layer.unsynced(), "boot");
        Files.setLastModifiedTime(layer.directory(), FileTime.fromMillis(0));
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void theNameOfTheLayerCounts() throws Exception {
        Path moved = home.resolve("fedcba9876543210");
        Files.move(layer.directory(), moved);
        assertThat(LayerDigest.of(new LayerPaths(moved), count -> {}).hex()).isNotEqualTo(before);
    }

    @Test
    void linkTargetsCount() throws Exception {
        Path link = layer.files().resolve("link");
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("Target"));
        setTime(link);
        setTime(layer.files());
        assertThat(digest()).isNotEqualTo(before);
    }

    @Test
    void hardLinksThatAreTornCount() throws Exception {
        Path same = layer.files().resolve("same");
        Files.delete(same);
        Files.writeString(same, "content");
        Files.setAttribute(same, "unix:mode", 0644);
        setTime(same);
        setTime(layer.files());
        assertThat(digest()).isNotEqualTo(before);
    }

    @Test
    void namesOutsideOfTheLayerDoNotCount() throws Exception {
        Files.createLink(home.resolve("outside"), layer.log());
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void theLogCounts() throws Exception {
        Files.writeString(layer.log(), "Log");
        setTime(layer.log());
        assertThat(digest()).isNotEqualTo(before);
    }
}
