package dev.firn.nix.relocate;

import static dev.firn.nix.relocate.Moving.FROM;
import static dev.firn.nix.relocate.Moving.TO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.path.StorePath;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Paths that a compiler has cut into constants.
class CutPathTest {

    @ParameterizedTest
    @CsvSource({"4,7", "4,4", "8,10", "8,2", "16,4", "16,16"})
    void pathCutIntoWordsAtAnyPlaceIsRewritten(int word, int gap) throws IOException {
        Random random = new Random(word);
        for (int shift = 0; shift < word; shift++) {
            String before = "-".repeat(shift);
            int seed = random.nextInt();
            assertThat(Moving.move(words(before + FROM + "/lib", word, gap, seed)))
                    .as("words of %d, %d before the path", word, shift)
                    .isEqualTo(words(before + TO + "/lib", word, gap, seed));
        }
    }

    @Test
    void lastCharacterOfTheHashInAnOverlappingConstantIsRewritten() throws IOException {
        assertThat(Moving.move(overlapping(FROM + "/lib"))).isEqualTo(overlapping(TO + "/lib"));
    }

    @Test
    void opcodeThatLooksLikeTheNextCharacterStays() throws IOException {
        String from = FROM.toString();
        String to = TO.toString();
        for (int at = 8; at + 8 <= 40; at += 8) {
            String opcode = String.valueOf(from.charAt(at + 8));
            assertThat(Moving.move(immediates(from, at, opcode)))
                    .isEqualTo(immediates(to, at, opcode));
        }
    }

    @Test
    void constantBesideAPieceStaysEvenIfItEndsLikeThePath() throws IOException {
        assertThat(Moving.move(constants(FROM.toString()))).isEqualTo(constants(TO.toString()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 261_600, 262_100, 262_112, 262_140, 262_143, 262_144, 523_900})
    void pathAcrossTheScansPortionsIsRewritten(int before) throws IOException {
        String filler = "\u0001".repeat(before);
        assertThat(Moving.move(filler + FROM + "/x" + filler))
                .isEqualTo(filler + TO + "/x" + filler);
        for (int i = 0; i < 64; i++) {
            String more = filler + "\u0002".repeat(i);
            assertThat(Moving.move(more + FROM)).isEqualTo(more + TO);
        }
    }

    @Test
    void wideCharactersAreRewritten() throws IOException {
        assertThat(Moving.move("x" + wide(FROM + "/lib") + "y"))
                .isEqualTo("x" + wide(TO + "/lib") + "y");
    }

    /// As nixpkgs seeds its compilers, in a list of all variables.
    @Test
    void beginningOfTheHashBesideThePathIsRewrittenWhole() throws IOException {
        for (int length = 8; length < 20; length++) {
            assertThat(Moving.move(variables(FROM, length))).isEqualTo(variables(TO, length));
        }
    }

    private static String variables(StorePath path, int length) {
        String flag = "_FLAGS=\" -frandom-seed=" + path.hash().substring(0, length) + "\"\n";
        return "A" + flag + "B" + flag + "LD=\"-rpath " + path + "/lib\"\n" + "C" + flag;
    }

    @Test
    void hashAloneIsRewritten() throws IOException {
        assertThat(Moving.move("(" + FROM.hash() + ")")).isEqualTo("(" + TO.hash() + ")");
    }

    /// As `movl $word, place` does it: each word follows an opcode.
    private static String words(String text, int size, int gap, int seed) {
        Random random = new Random(seed);
        StringBuilder code = new StringBuilder();
        for (int at = 0; at < text.length(); at += size) {
            for (int i = 0; i < gap; i++) {
                code.append((char) (0x80 + random.nextInt(0x80)));
            }
            code.append(text, at, Math.min(text.length(), at + size));
        }
        return code.toString();
    }

    private static String immediates(String path, int odd, String opcode) {
        StringBuilder code = new StringBuilder();
        for (int at = 0; at < path.length(); at += 8) {
            code.append(path, at, Math.min(path.length(), at + 8));
            code.append(at == odd ? opcode : "\u00c7").append("\u0044\u0024\u0038");
        }
        return code.toString();
    }

    /// A program with three constants, the first of which ends with the scratch path's character
    /// before the second one.
    private static String constants(String path) {
        return "\u007fELF"
                + "\0".repeat(12)
                + "x".repeat(15)
                + FROM.toString().charAt(31)
                + path.substring(32, 48)
                + path.substring(16, 32)
                + path
                + "/etc\0";
    }

    /// As gcc does it: 16-byte constants in any order, the last one ends where the text ends.
    private static String overlapping(String text) {
        int last = text.length() - 16;
        return text.substring(32, 48)
                + text.substring(last)
                + "\0\0\0\0"
                + text.substring(0, 16)
                + text.substring(16, 32);
    }

    private static String wide(String text) {
        StringBuilder wide = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            wide.append(text.charAt(i)).append('\0');
        }
        return wide.toString();
    }
}
