package dev.firn.cli.console;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Text that came from elsewhere, made safe and fitting for a terminal.
public final class Text {

    private Text() {}

    /// Bytes, one char each, read as UTF-8. What is not UTF-8 becomes U+FFFD.
    public static String decoded(String bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.charAt(i) >= 0x80) {
                return new String(
                        bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
        }
        return bytes;
    }

    /// Text as its UTF-8 bytes, one char each.
    public static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /// The text with every character that could move the cursor, change colours or turn the
    /// direction of writing replaced by a visible name, such as `^[` for escape. Tabs become one
    /// blank. A line feed is named too: give it lines.
    public static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t') {
                safe.append(' ');
            } else if (c < 0x20) {
                safe.append('^').append((char) (c + 0x40));
            } else if (c == 0x7f) {
                safe.append("^?");
            } else if (between(c, 0x80, 0x9f) || turnsDirection(c)) {
                safe.append("<U+").append(hex(c)).append('>');
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }

    /// JSON that says the same without a character that a terminal obeys: where it would not be
    /// escaped already, it can only be in a string.
    public static String json(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (between(c, 0x7f, 0x9f) || turnsDirection(c)) {
                safe.append("\\u").append(hex(c).toLowerCase(Locale.ROOT));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }

    /// Passes JSON on as [#json(String)] has it.
    public static Writer json(Writer to) {
        return new FilterWriter(to) {
            @Override
            public void write(int c) throws IOException {
                out.write(json(String.valueOf((char) c)));
            }

            @Override
            public void write(char[] text, int from, int count) throws IOException {
                out.write(json(new String(text, from, count)));
            }

            @Override
            public void write(String text, int from, int count) throws IOException {
                out.write(json(text.substring(from, from + count)));
            }
        };
    }

    /// Columns that a text without control characters takes.
    public static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            width += width(text.codePointAt(i));
        }
        return width;
    }

    /// The beginning of the text that fits; marked with an ellipsis when something is missing.
    public static String cut(String text, int columns) {
        if (text.length() <= columns / 2 || width(text) <= columns) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        int width = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            width += width(point);
            if (width > columns - 1) {
                break;
            }
            cut.appendCodePoint(point);
        }
        return columns < 1 ? "" : cut.append('…').toString();
    }

    /// The text filled up with blanks on its right.
    public static String left(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    /// The text filled up with blanks on its left.
    public static String right(String text, int columns) {
        return " ".repeat(Math.max(0, columns - width(text))) + text;
    }

    private static int width(int point) {
        if (point < 0x300) {
            return 1;
        }
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT) {
            return 0;
        }
        return wide(point) ? 2 : 1;
    }

    /// East Asian wide characters and emoji, by block.
    private static boolean wide(int point) {
        return between(point, 0x1100, 0x115f)
                || between(point, 0x2e80, 0x303e)
                || between(point, 0x3040, 0xa4cf)
                || between(point, 0xac00, 0xd7a3)
                || between(point, 0xf900, 0xfaff)
                || between(point, 0xfe30, 0xfe6f)
                || between(point, 0xff00, 0xff60)
                || between(point, 0xffe0, 0xffe6)
                || between(point, 0x1f300, 0x1faff)
                || between(point, 0x20000, 0x3fffd);
    }

    private static boolean turnsDirection(char c) {
        return between(c, 0x202a, 0x202e)
                || between(c, 0x2066, 0x2069)
                || between(c, 0x200e, 0x200f)
                || c == 0x061c;
    }

    private static boolean between(int point, int first, int last) {
        return point >= first && point <= last;
    }

    private static String hex(char c) {
        String digits = Integer.toHexString(c).toUpperCase(Locale.ROOT);
        return "0".repeat(4 - digits.length()) + digits;
    }
}
