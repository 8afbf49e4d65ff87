package dev.firn.nix.relocate;

/// Bytes as words of bash.
final class BashText {

    private BashText() {}

    /// A word of any bytes, one per char.
    static String quote(String text) {
        if (isPlain(text)) {
            return "'" + text + "'";
        }
        StringBuilder word = new StringBuilder("$'");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '\'' || c == '\\') {
                word.append('\\');
                word.append((char) ('0' + (c >> 6)));
                word.append((char) ('0' + (c >> 3 & 7)));
                word.append((char) ('0' + (c & 7)));
            } else {
                word.append(c);
            }
        }
        return word.append('\'').toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '\'') {
                return false;
            }
        }
        return true;
    }
}
