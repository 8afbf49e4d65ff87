package dev.firn.bash;

import java.util.Arrays;

/// A shell variable.
///
/// @param flags its attributes as `declare` names them, sorted, without the dash: `aAcilnrtux`
public record Variable(String flags, Value value) {

    public Variable {
        char[] letters = flags.toCharArray();
        Arrays.sort(letters);
        flags = new String(letters);
    }

    /// An ordinary variable with a string value.
    public static Variable plain(String text) {
        return new Variable("", new Value.Scalar(text));
    }

    /// An exported variable with a string value.
    public static Variable exported(String text) {
        return new Variable("x", new Value.Scalar(text));
    }

    public boolean has(char flag) {
        return flags.indexOf(flag) >= 0;
    }

    public boolean isExported() {
        return has('x');
    }

    /// What `"$name"` expands to; empty when unset.
    public String text() {
        return switch (value) {
            case Value.Unset() -> "";
            case Value.Scalar(String text) -> text;
            case Value.Indexed indexed -> indexed.elements().getOrDefault(0L, "");
            case Value.Associative associative -> associative.elements().getOrDefault("0", "");
        };
    }
}
