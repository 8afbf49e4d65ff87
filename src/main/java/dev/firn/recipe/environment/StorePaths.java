package dev.firn.recipe.environment;

import dev.firn.nix.path.NixBase32;
import dev.firn.nix.path.StorePath;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Store paths that are written in a text.
final class StorePaths {

    private static final byte[] STORE = Ascii.bytes(StorePath.STORE_DIR + "/");

    private StorePaths() {}

    /// The path that begins here.
    static Optional<String> at(byte[] text, int from, int length) {
        if (!Ascii.startsWith(text, from, length, STORE)) {
            return Optional.empty();
        }
        int at = from + STORE.length;
        int dash = at + StorePath.HASH_LENGTH;
        for (; at < dash; at++) {
            if (!NixBase32.isDigit((char) Ascii.at(text, at, length))) {
                return Optional.empty();
            }
        }
        if (Ascii.at(text, dash, length) != '-') {
            return Optional.empty();
        }
        int end = dash + 1;
        while (end < length && (Ascii.isName(text[end]) || "+-.?=".indexOf(text[end]) >= 0)) {
            end++;
        }
        return Optional.of(new String(text, from, end - from, StandardCharsets.ISO_8859_1));
    }
}
