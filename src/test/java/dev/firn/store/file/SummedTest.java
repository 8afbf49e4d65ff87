package dev.firn.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummedTest {

    private static final byte[] CONTENT = "reveal\nname CFLAGS\n".getBytes(StandardCharsets.UTF_8);

    @TempDir Path home;

    /// What is in caches: a change needs a new format.
    @Test
    void looksLikeThis() throws Exception {
        Path file = home.resolve("some.json");
        Summed.write(file, CONTENT);
        assertThat(file).hasContent("reveal\nname CFLAGS\nend 3aa59822\n");
        assertThat(Summed.read(file).orElseThrow()).isEqualTo(CONTENT);
    }

    @Test
    void everyFlippedBitIsSeen() {
        Path file = home.resolve("some.json");
        byte[] whole = Summed.of(file, CONTENT);
        for (int at = 0; at < whole.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                whole[at] ^= (byte) (1 << bit);
                assertThat(Summed.content(file, whole)).isEmpty();
                whole[at] ^= (byte) (1 << bit);
            }
        }
        assertThat(Summed.content(file, whole)).isPresent();
    }

    @Test
    void everyCutIsSeen() throws Exception {
        Path file = home.resolve("some.json");
        byte[] whole = Summed.of(file, CONTENT);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(Summed.read(file)).isEmpty();
        }
    }

    @Test
    void anotherFilesContentIsNone() {
        byte[] whole = Summed.of(home.resolve("some.json"), CONTENT);
        assertThat(Summed.content(home.resolve("other.json"), whole)).isEmpty();
    }
}
