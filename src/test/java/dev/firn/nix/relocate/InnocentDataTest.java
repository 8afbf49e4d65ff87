package dev.firn.nix.relocate;

import static dev.firn.nix.relocate.Moving.FROM;
import static dev.firn.nix.relocate.Moving.TO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.nar.HostTree;
import dev.firn.nix.nar.MemoryTree;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.piece.ScratchPaths;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Data that only looks like pieces of the path.
class InnocentDataTest {

    private static final String DIGITS = "0123456789abcdfghijklmnpqrsvwxyz";

    @Test
    void randomBytesStay() throws IOException {
        byte[] noise = new byte[64 << 20];
        new Random(42).nextBytes(noise);
        assertThat(Moving.survey(MemoryTree.file(noise)).isEmpty()).isTrue();
    }

    @Test
    void randomDigitsStayEvenBesideThePathItself() throws IOException {
        StringBuilder text = new StringBuilder(FROM + "/bin\n");
        text.append(digits(4 << 20, 7));
        String rest = text.substring(FROM.toString().length());
        assertThat(Moving.move(text.toString())).isEqualTo(TO + rest);
    }

    @Test
    void programsOfThisMachineStay() throws IOException {
        int count = 0;
        try (DirectoryStream<Path> programs = Files.newDirectoryStream(Path.of("/usr/bin"))) {
            for (Path program : programs) {
                if (Files.isRegularFile(program, LinkOption.NOFOLLOW_LINKS)) {
                    Survey survey = Moving.survey(HostTree.of(program));
                    assertThat(survey.isEmpty() && survey.stale().isEmpty())
                            .as("" + program)
                            .isTrue();
                    count++;
                }
            }
        }
        assertThat(count).isGreaterThan(100);
    }

    @Test
    void otherStorePathsThatShareCharactersStay() throws IOException {
        StringBuilder others = new StringBuilder();
        for (int shared = 1; shared < 8; shared++) {
            String head = FROM.hash().substring(0, shared);
            String tail = FROM.hash().substring(32 - shared);
            others.append("/nix/store/").append(head).append(digits(32 - shared, shared));
            others.append("-hello-2.9/lib:/nix/store/");
            others.append(digits(32 - shared, shared)).append(tail).append("-hello-2.10/bin\n");
        }
        assertThat(Moving.move(others + "" + FROM + others)).isEqualTo(others + "" + TO + others);
    }

    @Test
    void textThatEndsLikeThePathStaysWhereThePathIsNot() throws IOException {
        String text = "see /nix/store/w or i-hello-2.10 for more";
        assertThat(Moving.move(text)).isEqualTo(text);
    }

    @Test
    void pieceOfTwoOutputsPathsIsNamedNotGuessed() throws IOException {
        StorePath other = new StorePath("wabcdfghijklmnpqrsvwxyz012345678", "hello-2.10");
        ScratchPaths both = new ScratchPaths(List.of(FROM, other));
        String text = "/nix/store/w\u0001" + FROM + "\u0001" + other;
        Survey survey = Survey.of("out", MemoryTree.file(text), both);
        assertThat(survey.stale())
                .containsExactly(
                        new Stale(
                                "out",
                                "",
                                0,
                                "a piece that could be of more than one output's path"));
    }

    @Test
    void gzipOfOtherThingsIsNotTouched() throws IOException {
        byte[] noise = new byte[1 << 16];
        new Random(3).nextBytes(noise);
        noise[0] = 0x1f;
        noise[1] = (byte) 0x8b;
        noise[2] = 8;
        noise[3] = 0;
        byte[] moved = MemoryTree.bytes(Moving.move(MemoryTree.file(noise)));
        assertThat(Arrays.equals(noise, moved)).isTrue();
    }

    private static String digits(int n, int seed) {
        Random random = new Random(seed);
        StringBuilder digits = new StringBuilder(n);
        for (int i = 0; i < n; i++) {
            digits.append(DIGITS.charAt(random.nextInt(32)));
        }
        return digits.toString();
    }
}
