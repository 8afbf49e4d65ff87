package dev.firn.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RawArgumentsTest {

    @Test
    void bytesThatAreNoTextSurvive() {
        String bytes =
                "a/\u00ff\u00fe/\u00c3\u00bc\u00c3/\u00f0\u009f\u0098\u0080\u00ed\u00a0\u0080";

        assertThat(RawArguments.text(bytes)).contains("/\udcff\udcfe/", "ü", "😀");
        assertThat(RawArguments.bytes(RawArguments.text(bytes))).isEqualTo(bytes);
    }
}
