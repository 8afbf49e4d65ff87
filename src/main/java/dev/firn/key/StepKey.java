package dev.firn.key;

import dev.firn.digest.Digest;

/// The digest that decides whether a step has been run before.
public record StepKey(Digest digest) {

    private static final int SHORT = 12;

    /// @param hex the 64 hexadecimal digits of [#hex()]
    public static StepKey parse(String hex) {
        return new StepKey(Digest.parse(hex));
    }

    public String hex() {
        return digest.hex();
    }

    /// The beginning of the key, enough to tell keys apart on a screen.
    public String prefix() {
        return digest.hex().substring(0, SHORT);
    }

    @Override
    public String toString() {
        return digest.hex();
    }
}
