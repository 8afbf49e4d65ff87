package dev.firn.nix.nar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.path.StorePath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReferenceScanTest {

    private static final StorePath A = new StorePath("0123456789abcdfghijklmnpqrsvwxyz", "a");
    private static final StorePath B = new StorePath("zyxwvsrqpnmlkjihgfdcba9876543210", "b");

    @Test
    void hashIsFoundWhateverIsAroundIt() {
        assertThat(found("x" + A.hash() + "z", 1000)).containsExactly(A);
        assertThat(found("0000" + A.hash() + B.hash() + "1", 1000)).containsExactly(A, B);
    }

    @Test
    void pieceOrOtherCaseIsNoReference() {
        assertThat(found(A.hash().substring(1) + "-", 1000)).isEmpty();
        assertThat(found(A.hash().toUpperCase(java.util.Locale.ROOT), 1000)).isEmpty();
    }

    @Test
    void hashAcrossPortionsIsFound() {
        Random random = new Random(7);
        for (int before = 0; before < 70; before++) {
            for (int portion = 1; portion < 70; portion++) {
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < before; i++) {
                    text.append((char) ('a' + random.nextInt(4)));
                }
                assertThat(found(text + B.hash() + "tail", portion))
                        .as("%d before, portions of %d", before, portion)
                        .containsExactly(B);
            }
        }
    }

    private static List<StorePath> found(String text, int portion) {
        ReferenceScan scan = new ReferenceScan(List.of(A, B));
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < bytes.length; at += portion) {
            scan.write(bytes, at, Math.min(portion, bytes.length - at));
        }
        return List.copyOf(scan.found());
    }
}
