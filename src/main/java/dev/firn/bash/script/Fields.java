package dev.firn.bash.script;

import java.io.IOException;
import java.util.List;

/// Texts that each end with a NUL.
final class Fields {

    private final String text;
    private int at;

    Fields(String text) {
        this.text = text;
    }

    boolean hasNext() {
        return at < text.length();
    }

    String next() throws IOException {
        int end = text.indexOf('\0', at);
        if (end < 0) {
            throw new IOException("a dump of the shell's state ends in the middle");
        }
        String field = text.substring(at, end);
        at = end + 1;
        return field;
    }

    /// The next field without the newline that the builtin which printed it puts at the end.
    String line() throws IOException {
        String field = next();
        return field.endsWith("\n") ? field.substring(0, field.length() - 1) : field;
    }

    /// Adds all that are left.
    void rest(List<String> fields) throws IOException {
        while (hasNext()) {
            fields.add(next());
        }
    }
}
