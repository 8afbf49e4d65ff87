package dev.firn.bash.script;

/// Writes strings of bytes as words of bash.
public final class Quoting {

    private Quoting() {}

    /// A word that stands for exactly these bytes, in every locale and wherever bash takes a word,
    /// an assigned value or a subscript.
    public static String quote(String bytes) {
        StringBuilder out = new StringBuilder(bytes.length() + 2);
        quote(bytes, out);
        return out.toString();
    }

    /// Appends what [#quote(String)] gives.
    static void quote(String bytes, StringBuilder out) {
        if (isPlain(bytes)) {
            out.append('\'').append(bytes).append('\'');
            return;
        }
        out.append("$'");
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c == '\'' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (isControl(c)) {
                out.append('\\')
                        .append((char) ('0' + (c >> 6)))
                        .append((char) ('0' + (c >> 3 & 7)))
                        .append((char) ('0' + (c & 7)));
            } else {
                out.append(c);
            }
        }
        out.append('\'');
    }

    /// Control characters are written as escapes although single quotes would do for most: bash
    /// uses \001 and \177 inside words for its own ends.
    private static boolean isPlain(String bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c == '\'' || isControl(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isControl(char c) {
        return c < ' ' || c == 0x7f;
    }
}
