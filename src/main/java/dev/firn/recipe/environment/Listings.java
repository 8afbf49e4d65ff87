package dev.firn.recipe.environment;

import static dev.firn.recipe.environment.Ascii.at;

import java.nio.charset.StandardCharsets;

/// Commands of scripts and makefiles that go through the whole environment: `env | sort`,
/// `printenv > list`, `compgen -v`, `$(.VARIABLES)`.
final class Listings {

    private static final String BEFORE_COMMAND = "\n;&(`\t";
    private static final String FIRST_LETTERS = "epcVsdt";
    private static final int SHORTEST = 3;
    private static final int LONGEST = 9;

    private Listings() {}

    /// Whether a word of a text is one.
    static boolean isAt(byte[] text, int start, int end, int length) {
        if (end - start < SHORTEST
                || end - start > LONGEST
                || FIRST_LETTERS.indexOf(text[start]) < 0) {
            return false;
        }
        return switch (new String(text, start, end - start, StandardCharsets.ISO_8859_1)) {
            case "env", "printenv", "set", "export", "declare", "typeset" ->
                    isPiped(text, start, end, length);
            case "compgen" ->
                    at(text, end + 1, length) == '-'
                            && "ve".indexOf(at(text, end + 2, length)) >= 0;
            case "VARIABLES" ->
                    at(text, start - 1, length) == '.' && at(text, start - 2, length) == '(';
            default -> false;
        };
    }

    private static boolean isPiped(byte[] text, int start, int end, int length) {
        int before = start - 1;
        while (at(text, before, length) == ' ') {
            before--;
        }
        int after = end;
        if (at(text, after, length) == ' '
                && at(text, after + 1, length) == '-'
                && "px".indexOf(at(text, after + 2, length)) >= 0) {
            after += 3;
        }
        while (at(text, after, length) == ' ') {
            after++;
        }
        byte next = at(text, after, length);
        if (at(text, start - 1, length) == '('
                && at(text, start - 2, length) != '$'
                && at(text, end, length) == '|') {
            // (set|get): one or the other, as people write it.
            return false;
        }
        boolean piped = next == '>' || (next == '|' && at(text, after + 1, length) != '|');
        return piped && (before < 0 || BEFORE_COMMAND.indexOf(text[before]) >= 0);
    }
}
