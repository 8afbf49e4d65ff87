package dev.firn.recipe.environment;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes of a text in an unknown encoding, of which only those of ASCII matter.
final class Ascii {

    private Ascii() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte at(byte[] text, int at, int length) {
        return at >= 0 && at < length ? text[at] : 0;
    }

    static boolean startsWith(byte[] text, int from, int length, byte[] start) {
        return length - from >= start.length
                && Arrays.equals(text, from, from + start.length, start, 0, start.length);
    }

    /// Where a name ends.
    static int end(byte[] text, int from, int length) {
        int end = from;
        while (end < length && isName(text[end])) {
            end++;
        }
        return end;
    }

    static boolean isName(byte c) {
        int letter = c | 0x20;
        return (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }

    static boolean isLower(byte c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean isCapital(byte c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean hasCapital(byte[] text, int start, int end) {
        for (int at = start; at < end; at++) {
            if (isCapital(text[at])) {
                return true;
            }
        }
        return false;
    }
}
