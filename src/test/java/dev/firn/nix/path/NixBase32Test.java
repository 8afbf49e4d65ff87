package dev.firn.nix.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.digest.Digest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NixBase32Test {

    @Test
    void agreesWithNixHash() {
        byte[] empty = Digest.of(new byte[0]).bytes();
        String text = "0mdqa9w1p6cmli6976v4wi0sw9r4p5prkj7lzfd1877wk11c9c73";
        assertThat(NixBase32.encode(empty)).isEqualTo(text);
        assertThat(NixBase32.decode(text)).isEqualTo(empty);
        byte[] sha1 = HexFormat.of().parseHex("da39a3ee5e6b4b0d3255bfef95601890afd80709");
        assertThat(NixBase32.encode(sha1)).isEqualTo("143xibwh31h9bvxzalr0sjvbbvpa6ffs");
    }

    @Test
    void everyLengthComesBack() {
        Random random = new Random(1);
        for (int length = 0; length < 70; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(NixBase32.decode(NixBase32.encode(bytes))).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "e0", "zz", "A0", "000"})
    void textThatNothingEncodesToIsRefused(String text) {
        assertThatThrownBy(() -> NixBase32.decode(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
