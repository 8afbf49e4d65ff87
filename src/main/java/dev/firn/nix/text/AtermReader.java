package dev.firn.nix.text;

import java.util.ArrayList;
import java.util.List;

/// Reads the pieces of an ATerm as Nix writes them, without white space. What does not fit is an
/// `IllegalArgumentException`, and [#position] then says where.
public final class AtermReader {

    private final String text;
    private int at;

    public AtermReader(String text) {
        this.text = text;
    }

    public int position() {
        return at;
    }

    public boolean startsWith(String literal) {
        return text.startsWith(literal, at);
    }

    public void expect(String literal) {
        if (!startsWith(literal)) {
            throw new IllegalArgumentException("expected '" + literal + "'");
        }
        at += literal.length();
    }

    public void expectEnd() {
        if (at != text.length()) {
            throw new IllegalArgumentException("expected the end");
        }
    }

    /// Enters a list; whether it has an element.
    public boolean open() {
        expect("[");
        if (startsWith("]")) {
            at++;
            return false;
        }
        return true;
    }

    /// After an element of a list: whether there is another one.
    public boolean more() {
        if (startsWith("]")) {
            at++;
            return false;
        }
        expect(",");
        return true;
    }

    public List<String> strings() {
        List<String> strings = new ArrayList<>();
        for (boolean more = open(); more; more = more()) {
            strings.add(string());
        }
        return strings;
    }

    public List<String> tuple(int size) {
        List<String> fields = new ArrayList<>(size);
        expect("(");
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                expect(",");
            }
            fields.add(string());
        }
        expect(")");
        return fields;
    }

    public String string() {
        expect("\"");
        int plain = at;
        StringBuilder unescaped = null;
        while (true) {
            char c = next();
            if (c == '"') {
                String rest = text.substring(plain, at - 1);
                return unescaped == null ? rest : unescaped.append(rest).toString();
            }
            if (c == '\\') {
                unescaped = unescaped == null ? new StringBuilder() : unescaped;
                unescaped.append(text, plain, at - 1).append(unescape(next()));
                plain = at;
            }
        }
    }

    private char next() {
        if (at == text.length()) {
            throw new IllegalArgumentException("the text ends within a string");
        }
        return text.charAt(at++);
    }

    private static char unescape(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }
}
