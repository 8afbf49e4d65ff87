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
                .hasToString("/nix/store/20826clqy1y6gyh168qvx3305kqysck3-hello-2.10");
        assertThat(ScratchPath.of("hello-2.10", "dev"))
                .hasToString("/nix/store/kgvqkl606sg1y7rzxphi8l1l91hhxcvs-hello-2.10-dev");
        assertThat(ScratchPath.of("a", "out"))
                .hasToString("/nix/store/sqcw90r946d5za7sxl5gw4xm2z42fnkk-a");
        // The first candidate of this one repeats a piece.
        assertThat(ScratchPath.of("package-737", "out"))
                .hasToString("/nix/store/x8qd4k3bjncvy85iza5qr62w0cc20wcr-package-737");
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
