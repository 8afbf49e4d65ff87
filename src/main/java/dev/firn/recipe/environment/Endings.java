package dev.firn.recipe.environment;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Ends of names of variables that could be hidden, written on their own: `"%sFlags"`, `${x}Flags`,
/// `x + "Flags"`.
final class Endings {

    private static final Set<String> ALL =
            Set.of(
                    "Flags",
                    "FlagsArray",
                    "Phase",
                    "Phases",
                    "Hook",
                    "Hooks",
                    "Target",
                    "Targets",
                    "Inputs");

    private static final int SHORTEST = 4;
    private static final int LONGEST = 11;

    private Endings() {}

    /// Whether a word of a text is the end of a name that is put together.
    static boolean isAt(byte[] text, int start, int end, int length) {
        int size = end - start;
        if (size < SHORTEST || size > LONGEST || start == 0) {
            return false;
        }
        byte before = text[start - 1];
        int from = start;
        if (before == '%' && (text[start] == 's' || text[start] == 'v')) {
            from++;
        } else if (before == '"' || before == '\'') {
            byte after = Ascii.at(text, end, length);
            if (after != '"' && after != '\'') {
                return false;
            }
        } else if (before != '}' && before != ')') {
            return false;
        }
        return Ascii.isCapital(text[from])
                && ALL.contains(new String(text, from, end - from, StandardCharsets.ISO_8859_1));
    }
}
