package dev.firn.nix.drv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import org.junit.jupiter.api.Test;

class ScratchPathTest {

    /// A change here makes every layer of every user useless.
    @Test
    void pathsStayWhatTheyAre() {
        assertThat(ScratchPath.of("hello-2.10", "out"))
                .hasToString("/nix/store/1kwn9zkp5wji3liz0hzz4jjw9rnm2vij-hello-2.10");
        assertThat(ScratchPath.of("hello-2.10", "dev"))
                .hasToString("/nix/store/1ngs6jpq5plq1ljl8hqi9hxp0yjv8pgm-hello-2.10-dev");
        assertThat(ScratchPath.of("a", "out"))
                .hasToString("/nix/store/8ixj5zsl9mnq5hzn1qpr9vnm2kqw9vlr-a");
        // The first candidate of this one repeats a piece.
        assertThat(ScratchPath.of("package-439", "out"))
                .hasToString("/nix/store/8xjy5yxr8mwm9ypk3wkm8shy5pzy1rnv-package-439");
    }

    @Test
    void outputAndDerivationAreToldApart() {
        assertThat(ScratchPath.of("a-dev", "out").name())
                .isEqualTo(ScratchPath.of("a", "dev").name());
        assertThat(ScratchPath.of("a-dev", "out")).isNotEqualTo(ScratchPath.of("a", "dev"));
    }

    @Test
    void repeatedPieceIsNotRecognisable() {
        String hash = "0123456789abcdfghijklmnpqrsvwxyz";
        assertThat(ScratchPath.isRecognisable(new StorePath(hash, "hello"))).isTrue();
        assertThat(ScratchPath.isRecognisable(new StorePath(hash, "h3456"))).isFalse();
        assertThat(ScratchPath.isRecognisable(new StorePath(hash, "yz-hel"))).isTrue();
        assertThat(ScratchPath.isRecognisable(new StorePath(hash, "hel-xyz-hel"))).isFalse();
        String repeated = "01230123456789abcdfghijklmnpqrsv";
        assertThat(ScratchPath.isRecognisable(new StorePath(repeated, "hello"))).isFalse();
    }

    @Test
    void everyPieceWithACharacterOfTheHashOccursOnce() {
        for (int i = 0; i < 2000; i++) {
            String text = ScratchPath.of("package-" + i, "out").toString();
            for (int at = 8; at < 43; at++) {
                String piece = text.substring(at, at + 4);
                assertThat(text.indexOf(piece)).isEqualTo(at);
                assertThat(text.indexOf(piece, at + 1)).isNegative();
            }
        }
    }

    @Test
    void noPieceOfTheHashIsAWordOrANumber() {
        for (int i = 0; i < 100; i++) {
            String hash = ScratchPath.of("package-" + i, "dev").hash();
            for (int at = 0; at + 4 <= hash.length(); at++) {
                assertThat(hash.substring(at, at + 4))
                        .matches("[^0-9]*[0-9][^0-9]*")
                        .doesNotMatch(".*[a-f].*");
            }
        }
    }

    @Test
    void nameThatRepeatsEveryEndingIsRefused() {
        StringBuilder name = new StringBuilder("aa");
        for (char digit : "0123456789abcdfghijklmnpqrsvwxyz".toCharArray()) {
            name.append(digit).append("-aa");
        }
        assertThatThrownBy(() -> ScratchPath.of(name.toString(), "out"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no stable path can be found");
    }
}
