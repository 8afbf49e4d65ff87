package dev.firn.cli.report.tree;

import dev.firn.cli.console.Text;

/// Names and lines of files as they are printed: bytes in, bytes out, one char each.
///
/// A name that holds a control character, a quotation mark or a backslash is quoted as git does it,
/// so that one line is one name, and `patch` understands it. On a terminal nothing can move the
/// cursor or turn the direction of writing.
///
/// @param terminal whether it is printed on one
public record ByteText(boolean terminal) {

    /// The absolute path of a file.
    ///
    /// @param path from the root, without a slash in front
    public String path(String path) {
        return name('/' + path);
    }

    /// Any name, such as where a symbolic link leads.
    public String name(String name) {
        return line(isPlain(name) ? name : quoted(name));
    }

    /// A line of a file, without its end. Programs get it as it is.
    public String line(String line) {
        if (!terminal) {
            return line;
        }
        StringBuilder safe = new StringBuilder();
        int start = 0;
        for (int tab = line.indexOf('\t'); tab >= 0; tab = line.indexOf('\t', start)) {
            safe.append(safe(line.substring(start, tab))).append('\t');
            start = tab + 1;
        }
        return safe.append(safe(line.substring(start))).toString();
    }

    private static String safe(String bytes) {
        return Text.bytes(Text.safe(Text.decoded(bytes)));
    }

    private static boolean isPlain(String name) {
        return name.chars().noneMatch(c -> c < 0x20 || c == 0x7f || c == '"' || c == '\\');
    }

    private static String quoted(String name) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                case '"', '\\' -> quoted.append('\\').append(c);
                default -> {
                    if (c < 0x20 || c == 0x7f) {
                        String octal = Integer.toOctalString(c);
                        quoted.append('\\').repeat('0', 3 - octal.length()).append(octal);
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
