package dev.firn.nix.drv;

import java.util.Collection;
import java.util.List;

/// Writes the pieces of an ATerm as Nix does, without white space.
final class AtermWriter {

    private final StringBuilder text = new StringBuilder(4096);

    AtermWriter raw(String literal) {
        text.append(literal);
        return this;
    }

    AtermWriter string(String value) {
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

    AtermWriter strings(Collection<String> values) {
        raw("[");
        for (String value : values) {
            separate().string(value);
        }
        return raw("]");
    }

    /// One tuple of strings as an element of a list.
    AtermWriter item(List<String> fields) {
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
    AtermWriter separate() {
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
