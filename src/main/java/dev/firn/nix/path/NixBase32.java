package dev.firn.nix.path;

/// Nix's base 32: thirty-two digits without `e`, `o`, `u` and `t`, last five bits first.
public final class NixBase32 {

    static final String DIGITS = "0123456789abcdfghijklmnpqrsvwxyz";

    private static final boolean[] IS_DIGIT = new boolean[128];

    static {
        for (int i = 0; i < DIGITS.length(); i++) {
            IS_DIGIT[DIGITS.charAt(i)] = true;
        }
    }

    private NixBase32() {}

    /// How many digits stand for this many bytes.
    public static int encodedLength(int bytes) {
        return (bytes * 8 + 4) / 5;
    }

    public static String encode(byte[] bytes) {
        int length = encodedLength(bytes.length);
        char[] text = new char[length];
        for (int digit = 0; digit < length; digit++) {
            int bit = (length - 1 - digit) * 5;
            int at = bit / 8;
            int shift = bit % 8;
            int value = (bytes[at] & 0xff) >>> shift;
            if (at + 1 < bytes.length) {
                value |= (bytes[at + 1] & 0xff) << (8 - shift);
            }
            text[digit] = DIGITS.charAt(value & 31);
        }
        return new String(text);
    }

    /// @throws IllegalArgumentException when `text` is not what [#encode] gives for any bytes
    public static byte[] decode(String text) {
        byte[] bytes = new byte[text.length() * 5 / 8];
        if (encodedLength(bytes.length) != text.length()) {
            throw notBase32(text);
        }
        for (int digit = 0; digit < text.length(); digit++) {
            int value = DIGITS.indexOf(text.charAt(digit));
            if (value < 0) {
                throw notBase32(text);
            }
            int bit = (text.length() - 1 - digit) * 5;
            int at = bit / 8;
            int shift = bit % 8;
            int carry = value >>> (8 - shift);
            bytes[at] |= (byte) (value << shift);
            if (at + 1 < bytes.length) {
                bytes[at + 1] |= (byte) carry;
            } else if (carry != 0) {
                throw notBase32(text);
            }
        }
        return bytes;
    }

    /// Whether this character can stand in such a number.
    public static boolean isDigit(char c) {
        return c < IS_DIGIT.length && IS_DIGIT[c];
    }

    private static IllegalArgumentException notBase32(String text) {
        return new IllegalArgumentException("not Nix base 32: '" + text + "'");
    }
}
