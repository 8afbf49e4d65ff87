package dev.firn.bash.script;

import dev.firn.bash.Value;
import dev.firn.bash.Variable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads what `declare -p` prints outside of posix mode: one line for each variable.
final class Declarations {

    private Declarations() {}

    static SortedMap<String, Variable> parse(String text) throws IOException {
        SortedMap<String, Variable> variables = new TreeMap<>();
        Cursor cursor = new Cursor(text);
        while (!cursor.atEnd()) {
            cursor.expect("declare -");
            String flags = cursor.until(' ');
            if (flags.equals("-")) {
                flags = "";
            }
            String name = cursor.identifier();
            Value value = cursor.skip("=") ? value(cursor, flags) : new Value.Unset();
            cursor.expect("\n");
            variables.put(name, new Variable(flags, value));
        }
        return variables;
    }

    private static Value value(Cursor cursor, String flags) throws IOException {
        if (flags.indexOf('A') >= 0) {
            return associative(cursor);
        }
        if (flags.indexOf('a') >= 0) {
            return indexed(cursor);
        }
        return new Value.Scalar(cursor.word("\n"));
    }

    private static Value indexed(Cursor cursor) throws IOException {
        SortedMap<Long, String> elements = new TreeMap<>();
        cursor.expect("(");
        while (!cursor.skip(")")) {
            cursor.expect("[");
            long index = Long.parseLong(cursor.until(']'));
            cursor.expect("=");
            elements.put(index, cursor.word(" )"));
            cursor.skip(" ");
        }
        return new Value.Indexed(elements);
    }

    private static Value associative(Cursor cursor) throws IOException {
        Map<String, String> elements = new LinkedHashMap<>();
        cursor.expect("(");
        while (!cursor.skip(")")) {
            cursor.expect("[");
            String key = cursor.word("]");
            cursor.expect("]=");
            elements.put(key, cursor.word(" )"));
            cursor.skip(" ");
        }
        return new Value.Associative(elements);
    }
}
