package dev.firn.nix.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NixErrorTest {

    @Test
    void coloursCanBeTakenOff() {
        NixError error =
                new NixError("path '\u001b[35;1m/nix/store/x\u001b[0m' is bad", 0, List.of());

        assertThat(error.message()).contains("\u001b[35;1m");
        assertThat(error.plain()).isEqualTo("path '/nix/store/x' is bad");
    }

    @Test
    void unfinishedColourIsTakenOffToo() {
        assertThat(NixError.withoutColours("a\u001b[3")).isEqualTo("a");
        assertThat(NixError.withoutColours("a\u001b")).isEqualTo("a");
        assertThat(NixError.withoutColours("plain")).isEqualTo("plain");
    }
}
