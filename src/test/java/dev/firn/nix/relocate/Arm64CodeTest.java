package dev.firn.nix.relocate;

import static dev.firn.nix.relocate.Moving.FROM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.nar.MemoryTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Constants that AArch64 puts together in a register, two bytes at a time.
class Arm64CodeTest {

    private static final int HEADER = 64;
    private static final int X86_64 = 62;
    private static final int AARCH64 = 183;

    @Test
    void pieceInInstructionsIsNamedWhereverThePathIsCut() throws IOException {
        String path = FROM.toString();
        for (int at = 7; at + 8 <= 43; at++) {
            byte[] code = code(AARCH64, path.substring(at, at + 8), 8);

            assertThat(Moving.survey(MemoryTree.file(code)).stale())
                    .as(path.substring(at, at + 8))
                    .singleElement()
                    .satisfies(
                            stale -> {
                                assertThat(stale.why()).isEqualTo("in instructions of AArch64");
                                assertThat(stale.offset()).isBetween(64L, 128L);
                            });
        }
        assertThat(Moving.survey(MemoryTree.file(code(AARCH64, path.substring(15, 19), 4))).stale())
                .hasSize(1);
    }

    @Test
    void otherCodeIsNot() throws IOException {
        String path = FROM.toString();
        assertThat(stale(code(AARCH64, "/nix/sto", 8))).isZero();
        assertThat(stale(code(AARCH64, "harmless", 8))).isZero();
        assertThat(stale(code(X86_64, path.substring(11, 19), 8))).isZero();
        byte[] random = code(AARCH64, "harmless", 8);
        byte[] much = new byte[1 << 20];
        new Random(1).nextBytes(much);
        System.arraycopy(random, 0, much, 0, random.length);
        assertThat(stale(much)).isZero();
    }

    private static int stale(byte[] file) throws IOException {
        return Moving.survey(MemoryTree.file(file)).stale().size();
    }

    /// An object file that begins with the instructions, among them one for another register.
    private static byte[] code(int machine, String constant, int length) {
        ByteBuffer file = ByteBuffer.allocate(HEADER + 64).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        file.putShort(18, (short) machine);
        file.position(HEADER);
        byte[] text = constant.getBytes(StandardCharsets.ISO_8859_1);
        int size = length == 8 ? 0x80000000 : 0;
        for (int half = 0; half < length / 2; half++) {
            int immediate = (text[2 * half] & 0xff) | (text[2 * half + 1] & 0xff) << 8;
            int kind = half == 0 ? 0x52800000 : 0x72800000;
            file.putInt(size | kind | half << 21 | immediate << 5 | 3);
            file.putInt(0x52800000 | 0x1234 << 5 | 9);
        }
        return file.array();
    }
}
