package dev.firn.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeDigestTest {

    @TempDir Path home;
    private String before = "";

    @BeforeEach
    void makeATree() throws Exception {
        Files.createDirectory(home.resolve("d"));
        Files.writeString(home.resolve("d/file"), "content");
        Files.createSymbolicLink(home.resolve("link"), Path.of("target"));
        Files.setAttribute(home.resolve("d"), "unix:mode", 0755);
        Files.setAttribute(home.resolve("d/file"), "unix:mode", 0644);
        before = digest();
    }

    private String digest() throws Exception {
        return TreeDigest.of(home).hex();
    }

    /// Changes whenever the way a tree is hashed does; whatever keeps digests has to know then.
    @Test
    void isThisNumber() {
        assertThat(before)
                .isEqualTo("38e817d61a5a2b0cf40775e1bd02d9a53fad32fe305db4787c89f0ba65832a7b");
    }

    @Test
    void timesDoNotCount() throws Exception {
        Files.setLastModifiedTime(home.resolve("d/file"), FileTime.fromMillis(1));
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void contentCounts() throws Exception {
        Files.writeString(home.resolve("d/file"), "CONTENT");
        assertThat(digest()).isNotEqualTo(before);
    }

    @Test
    void modesCount() throws Exception {
        Files.setAttribute(home.resolve("d/file"), "unix:mode", 0755);
        assertThat(digest()).isNotEqualTo(before);
    }

    @Test
    void linkTargetsCount() throws Exception {
        Files.delete(home.resolve("link"));
        Files.createSymbolicLink(home.resolve("link"), Path.of("Target"));
        assertThat(digest()).isNotEqualTo(before);
    }

    @Test
    void emptyDirectoriesCount() throws Exception {
        Files.createDirectory(home.resolve("empty"));
        assertThat(digest()).isNotEqualTo(before);
    }

    @Test
    void hardLinksAreNotCopies() throws Exception {
        Files.createLink(home.resolve("d/other"), home.resolve("d/file"));
        String linked = digest();
        Files.delete(home.resolve("d/other"));
        Files.writeString(home.resolve("d/other"), "content");
        Files.setAttribute(home.resolve("d/other"), "unix:mode", 0644);
        assertThat(digest()).isNotEqualTo(linked);
    }

    @Test
    void opacityCountsAndTheOverlaysOwnNotesDoNot() throws Exception {
        set("overlay.impure", "y");
        set("overlay.origin", "x");
        assertThat(digest()).isEqualTo(before);
        set("overlay.opaque", "y");
        assertThat(digest()).isNotEqualTo(before);
    }

    private void set(String name, String value) throws Exception {
        OverlayMarks.userAttributes(home.resolve("d"))
                .write(name, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }
}
