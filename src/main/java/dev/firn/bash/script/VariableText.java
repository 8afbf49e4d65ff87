package dev.firn.bash.script;

import dev.firn.bash.Value;
import dev.firn.bash.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes variables as bash text that makes them, for a shell in which they are not set.
///
/// A value is assigned without attributes and gets them afterwards: `declare -i x=foo` would
/// evaluate it, and only a plain assignment can make an array where `declare` may be a function of
/// the build.
final class VariableText {

    private VariableText() {}

    static void append(String name, Variable variable, StringBuilder out) {
        if (variable.has('n')) {
            declare(variable.flags(), name, out);
            if (variable.value() instanceof Value.Scalar(String target)) {
                out.append('=');
                Quoting.quote(target, out);
            }
            out.append('\n');
            return;
        }
        String kind = variable.has('A') ? "A" : variable.has('a') ? "a" : "";
        String attributes = variable.flags().substring(kind.length());
        switch (variable.value()) {
            case Value.Unset() -> attributes = variable.flags();
            case Value.Scalar(String text) -> {
                out.append(name).append('=');
                Quoting.quote(text, out);
                out.append('\n');
            }
            case Value.Indexed indexed -> {
                out.append(name).append("=(");
                indexed.elements()
                        .forEach(
                                (index, text) -> {
                                    out.append('[').append(index.longValue()).append("]=");
                                    Quoting.quote(text, out);
                                    out.append(' ');
                                });
                out.append(")\n");
            }
            case Value.Associative associative -> {
                declare("A", name, out);
                out.append('\n').append(name).append("=(");
                appendReversed(associative.elements(), out);
                out.append(")\n");
            }
        }
        if (!attributes.isEmpty() || variable.value() instanceof Value.Unset) {
            declare(attributes, name, out);
            out.append('\n');
        }
    }

    /// Bash puts a new element before those that share its hash bucket, so the elements come out in
    /// the same order again when the last one is put in first.
    private static void appendReversed(Map<String, String> elements, StringBuilder out) {
        List<Map.Entry<String, String>> entries = new ArrayList<>(elements.entrySet());
        for (Map.Entry<String, String> entry : entries.reversed()) {
            out.append('[');
            Quoting.quote(entry.getKey(), out);
            out.append("]=");
            Quoting.quote(entry.getValue(), out);
            out.append(' ');
        }
    }

    private static void declare(String flags, String name, StringBuilder out) {
        out.append("\\builtin declare -");
        out.append(flags.isEmpty() ? "-" : flags);
        out.append(' ').append(name);
    }
}
