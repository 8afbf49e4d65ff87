package dev.firn.nix.drv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Texts of derivations as Nix 2.8 wrote them.
final class DrvFixture {

    private DrvFixture() {}

    static String text(String name) throws IOException {
        try (InputStream in = DrvFixture.class.getResourceAsStream(name + ".drv")) {
            return new String(
                    Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    static Derivation derivation(String name) throws IOException {
        return Derivation.parse(text(name));
    }
}
