package dev.firn.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyPartsTest {

    private static final KeyPart STEP = new KeyPart(KeyPart.Kind.STEP, "name", "buildPhase");
    private static final KeyPart FLAGS =
            new KeyPart(KeyPart.Kind.VARIABLE, "makeFlags", "x scalar V=1 \u0000\u00ff");

    @Test
    void keyIsPinned() {
        // a change here makes every cached layer unreachable: bump KeyParts.FORMAT with it
        assertThat(KeyParts.of(List.of(STEP, FLAGS)).key().hex())
                .isEqualTo("ed1ff827ef987ef9bc4d43fe4b08ddd85121ca4db4b8862c1958a1a51ff1a67e");
    }

    @Test
    void keyDoesNotDependOnTheOrderOfCollection() {
        assertThat(KeyParts.of(List.of(FLAGS, STEP)).key())
                .isEqualTo(KeyParts.of(List.of(STEP, FLAGS)).key());
    }

    @Test
    void bytesCannotMoveFromOnePartToTheNext() {
        KeyPart ab = new KeyPart(KeyPart.Kind.VARIABLE, "a", "bc");
        KeyPart abc = new KeyPart(KeyPart.Kind.VARIABLE, "ab", "c");
        assertThat(KeyParts.of(List.of(ab)).key()).isNotEqualTo(KeyParts.of(List.of(abc)).key());
    }

    @Test
    void samePartTwiceIsRefused() {
        assertThatThrownBy(() -> KeyParts.of(List.of(STEP, STEP)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void partsSurviveJson() throws IOException {
        KeyParts parts = KeyParts.of(List.of(STEP, FLAGS));
        KeyParts other = KeyParts.of(List.of(FLAGS));
        assertThat(KeyPartsJson.read(KeyPartsJson.write(List.of(parts, other))))
                .containsExactly(parts, other);
    }

    @Test
    void damagedJsonIsAnError() {
        assertThatThrownBy(() -> KeyPartsJson.read("[[[\"NOPE\",\"a\",\"b\"]]]"))
                .isInstanceOf(IOException.class);
    }
}
