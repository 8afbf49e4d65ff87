package dev.firn.bash.script;

import java.io.IOException;

/// Reads what bash's builtins print about themselves: words in bash's own ways of quoting.
final class Cursor {

    private final String text;
    private int at;

    Cursor(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at == text.length();
    }

    /// The next char, or NUL at the end.
    char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    /// Steps over this text if it comes next.
    boolean skip(String expected) {
        if (!text.startsWith(expected, at)) {
            return false;
        }
        at += expected.length();
        return true;
    }

    void expect(String expected) throws IOException {
        if (!skip(expected)) {
            throw damaged(expected);
        }
    }

    /// The text up to this char, which is stepped over.
    String until(char end) throws IOException {
        int stop = text.indexOf(end, at);
        if (stop < 0) {
            throw damaged("'" + end + "'");
        }
        String found = text.substring(at, stop);
        at = stop + 1;
        return found;
    }

    /// The longest run of letters, digits and underscores; may be empty.
    String identifier() {
        int start = at;
        while (at < text.length() && isNameChar(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    /// A `"..."` or `$'...'` or `'...'` word; without quotes, everything up to one of these ends.
    String word(String ends) throws IOException {
        if (skip("\"")) {
            return doubleQuoted();
        }
        if (skip("$'")) {
            return ansi();
        }
        if (peek() == '\'') {
            return singleQuoted();
        }
        int start = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    /// Pieces of `'...'` and `\'` up to the first char that is neither.
    private String singleQuoted() throws IOException {
        StringBuilder out = new StringBuilder();
        while (true) {
            if (skip("'")) {
                out.append(until('\''));
            } else if (skip("\\'")) {
                out.append('\'');
            } else {
                return out.toString();
            }
        }
    }

    private String doubleQuoted() throws IOException {
        int start = at;
        int end = text.indexOf('"', start);
        int escape = text.indexOf('\\', start);
        if (end >= 0 && (escape < 0 || escape > end)) {
            at = end + 1;
            return text.substring(start, end);
        }
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c == '\\' && at < text.length() && "$`\"\\\n".indexOf(text.charAt(at)) >= 0) {
                c = text.charAt(at++);
            }
            out.append(c);
        }
        throw damaged("\"");
    }

    private String ansi() throws IOException {
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\'') {
                return out.toString();
            }
            out.append(c == '\\' ? escape() : c);
        }
        throw damaged("'");
    }

    private char escape() throws IOException {
        char c = peek();
        at++;
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'v' -> 11;
            case 'f' -> '\f';
            case 'e', 'E' -> 27;
            case '\\', '\'', '"', '?' -> c;
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c);
            default -> throw damaged("an escape that bash prints");
        };
    }

    private char octal(char first) {
        int value = first - '0';
        for (int digits = 1; digits < 3 && peek() >= '0' && peek() <= '7'; digits++) {
            value = value * 8 + (text.charAt(at++) - '0');
        }
        return (char) (value & 0xff);
    }

    static boolean isNameChar(char c) {
        char letter = (char) (c | 0x20);
        return (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }

    IOException damaged(String expected) {
        int from = Math.max(0, at - 40);
        int to = Math.min(text.length(), at + 40);
        return new IOException(
                "a dump of the shell's state cannot be read: expected "
                        + expected
                        + " at "
                        + at
                        + ", near: "
                        + text.substring(from, to));
    }
}
