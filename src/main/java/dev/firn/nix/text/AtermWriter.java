package dev.firn.nix.text;

import java.util.Collection;
import java.util.List;

/// Writes the pieces of an ATerm as Nix does, without white space.
public final class AtermWriter {

    private final StringBuilder text = new StringBuilder(4096);

    public AtermWriter raw(String literal) {
        text.append(literal);
        return this;
    }

    public AtermWriter string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c);
            }
        }
        text.append('"');
        return this;
    }

    public AtermWriter strings(Collection<String> values) {
        raw("[");
        for (String value : values) {
            separate().string(value);
        }
        return raw("]");
    }

    /// One tuple of strings as an element of a list.
    public AtermWriter item(List<String> fields) {
        separate().raw("(");
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                raw(",");
            }
            string(fields.get(i));
        }
        return raw(")");
    }

    /// A comma, unless the list has just been opened.
    public AtermWriter separate() {
        if (text.charAt(text.length() - 1) != '[') {
            text.append(',');
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
