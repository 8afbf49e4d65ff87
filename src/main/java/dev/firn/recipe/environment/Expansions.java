package dev.firn.recipe.environment;

import static dev.firn.recipe.environment.Ascii.at;
import static dev.firn.recipe.environment.Ascii.bytes;
import static dev.firn.recipe.environment.Ascii.end;
import static dev.firn.recipe.environment.Ascii.isName;
import static dev.firn.recipe.environment.Ascii.startsWith;

import java.nio.charset.StandardCharsets;

/// Finds where a text reads a variable whose name is in another one.
final class Expansions {

    private static final byte[] INDIRECT = bytes("${!");
    private static final byte[] PERL_INDIRECT = bytes("$ENV{$");
    private static final byte[] MAKE_INDIRECT = bytes("$($");
    private static final byte[] MAKE_INDIRECT_BRACES = bytes("${$");

    private Expansions() {}

    /// Which variables may be read.
    sealed interface Kind {

        /// Those that are written in the text, or no other.
        record Plain() implements Kind {}

        /// Any whose name is a word of the text.
        record AnyWord() implements Kind {}

        /// Any whose name ends so.
        record Ending(String ending) implements Kind {}

        /// Any that a loop gives to this variable.
        record Loop(String variable) implements Kind {}
    }

    private static final Kind PLAIN = new Kind.Plain();

    /// What begins at a `$` or a backslash.
    static Kind of(byte[] text, int from, int length) {
        if (text[from] == '\\') {
            return evaluated(text, from + 1, length);
        }
        if (at(text, from - 1, length) == '\\') {
            return PLAIN;
        }
        if (startsWith(text, from, length, INDIRECT) && isName(at(text, from + 3, length))) {
            int end = end(text, from + 3, length);
            byte kind = at(text, at(text, end, length) == '[' ? end + 1 : end, length);
            return kind == '@' || kind == '*' ? PLAIN : new Kind.AnyWord();
        }
        if (startsWith(text, from, length, PERL_INDIRECT)) {
            return new Kind.AnyWord();
        }
        if (startsWith(text, from, length, MAKE_INDIRECT)
                || startsWith(text, from, length, MAKE_INDIRECT_BRACES)) {
            byte next = at(text, from + 3, length);
            if (next == '*' || next == '(' || next == '{' || isName(next)) {
                return ofMake(text, from + 3, length);
            }
        }
        return PLAIN;
    }

    /// `eval x=\$$name` and its like, after the backslash.
    private static Kind evaluated(byte[] text, int dollar, int length) {
        int at = dollar;
        if (at(text, at, length) != '$') {
            return PLAIN;
        }
        at += at(text, at + 1, length) == '{' ? 2 : 1;
        if (at(text, at, length) != '$') {
            return PLAIN;
        }
        at += at(text, at + 1, length) == '{' ? 2 : 1;
        int end = end(text, at, length);
        return end == at
                ? PLAIN
                : new Kind.Loop(new String(text, at, end - at, StandardCharsets.ISO_8859_1));
    }

    /// `$($(x))`, `$($x)`, `$($*)` and `$($(x)Flags)` of make. `$(x))` is a command to bash in most
    /// texts; to make it is a variable that is expanded twice if nothing but the end of a name
    /// follows what is within.
    private static Kind ofMake(byte[] text, int from, int length) {
        byte open = text[from];
        int at = from + (open == '(' || open == '{' ? 1 : 0);
        int end = open == '*' ? from + 1 : end(text, at, length);
        if (open == '(' || open == '{') {
            if (end == at || at(text, end, length) != (open == '(' ? ')' : '}')) {
                return PLAIN;
            }
            end++;
        } else if (open != '*') {
            // A name of one letter.
            end = from + 1;
        }
        int rest = end(text, end, length);
        byte close = at(text, rest, length);
        if (close != ')' && close != '}') {
            return PLAIN;
        }
        String ending = new String(text, end, rest - end, StandardCharsets.ISO_8859_1);
        return ending.isEmpty() ? new Kind.AnyWord() : new Kind.Ending(ending);
    }
}
