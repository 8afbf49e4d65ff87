package dev.firn.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfinedTest {

    @TempDir Path place;
    private Confined confined;

    @BeforeEach
    void lay() throws IOException {
        Files.createDirectories(place.resolve("outside"));
        Files.writeString(place.resolve("outside/secret"), "secret");
        Path inside = Files.createDirectories(place.resolve("inside/directory"));
        Files.writeString(inside.resolve("file"), "told");
        Path top = inside.resolve("..").normalize();
        Files.createSymbolicLink(top.resolve("link"), place.resolve("outside/secret"));
        Files.createSymbolicLink(top.resolve("near"), Path.of("directory/file"));
        Files.createSymbolicLink(top.resolve("way"), place.resolve("outside"));
        Files.createSymbolicLink(top.resolve("loop"), Path.of("loop"));
        try (FileCalls calls = new FileCalls()) {
            calls.fifo(top.resolve("fifo"));
        }
        confined = new Confined(top);
    }

    @Test
    void fileIsRead() throws IOException {
        assertThat(confined.text("directory/file")).isEqualTo("told");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "link",
                "near",
                "way/secret",
                "loop",
                "fifo",
                "directory",
                "none",
                "none/file",
                "directory/file/x",
                "../outside/secret",
                "/etc/passwd"
            })
    void nothingElseIsThere(String name) throws IOException {
        assertThat(confined.find(name)).isEmpty();
        assertThatThrownBy(() -> confined.text(name)).isInstanceOf(IOException.class);
    }

    @Test
    void endlessFileIsRefused() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(place.resolve("inside/huge").toFile(), "rw")) {
            file.setLength(1L << 40);
        }

        assertThatThrownBy(() -> confined.find("huge")).hasMessageContaining("too long");
    }
}
