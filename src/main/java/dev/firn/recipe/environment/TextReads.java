package dev.firn.recipe.environment;

import static dev.firn.recipe.environment.Ascii.at;
import static dev.firn.recipe.environment.Ascii.end;
import static dev.firn.recipe.environment.Ascii.hasCapital;
import static dev.firn.recipe.environment.Ascii.isName;
import static dev.firn.recipe.environment.ReadNames.isWorth;

import dev.firn.recipe.environment.Expansions.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/// Finds which variables one text reads, in one pass or two.
final class TextReads {

    private static final int REACH_OF_ENV = 48;

    /// How far the end of a name may be from what reads the environment.
    private static final int REACH_OF_ENDING = 200;

    private static final int NOWHERE = -REACH_OF_ENDING;

    private static final int SHORTEST_TEST = 5;
    private static final int LONGEST_TEST = 7;

    private static final Set<String> TESTS =
            Set.of("ifdef", "ifndef", "origin", "flavor", "value", "defined");

    private static final Set<String> READERS =
            Set.of("environ", "environb", "getenv", "secure_getenv", "printenv", "ENV");

    private static final String OUTPUTS = "outputs";

    private final ReadNames names;
    private final boolean withPaths;

    /// Whether the text reads what another variable names, and by which variables of loops.
    private boolean indirect;
    private final Set<String> loops = new HashSet<>();

    private boolean second;

    /// In the second pass: whether each word counts, of the whole text or up to the end of a loop's
    /// list.
    private boolean anyWord;
    private boolean inLoop;

    /// They count if the text names `environ`.
    private final Set<String> inBraces = new HashSet<>();
    private boolean namesEnviron;

    /// In the chunk at hand: the last thing with `env` in it on this line, what read the
    /// environment last, and the end of a name that was seen last.
    private int env;
    private int reader;
    private int ending;

    /// @param withPaths whether to tell the paths of the store that are written in it
    TextReads(ReadNames names, boolean withPaths) {
        this.names = names;
        this.withPaths = withPaths;
    }

    /// Whether the text has to be read once more; if so, it is to be read now.
    boolean wantsSecondPass() {
        if (second || (!indirect && loops.isEmpty())) {
            return false;
        }
        second = true;
        anyWord = indirect;
        return true;
    }

    /// The text has come to its end.
    void finish() {
        if (namesEnviron) {
            inBraces.forEach(names::add);
        }
    }

    /// Looks into the next chunk of the text, which begins with the end of the one before.
    void read(byte[] text, int length) {
        reader = NOWHERE;
        ending = NOWHERE;
        env = NOWHERE;
        int line = 0;
        for (int at = 0; at < length; at++) {
            byte c = text[at];
            if (c == '\n') {
                env = NOWHERE;
                inLoop &= at(text, at - 1, length) == '\\';
                line = at + 1;
            } else if (c == ';') {
                inLoop = false;
            } else if (c == '$' || c == '\\') {
                expand(text, at, length);
            } else if (c == '/' && withPaths) {
                StorePaths.at(text, at, length).ifPresent(names::addPath);
            }
            if (isName(c) && (at == 0 || !isName(text[at - 1]))) {
                int end = end(text, at, length);
                word(text, at, end, length, line);
                at = end - 1;
            }
        }
    }

    private void word(byte[] text, int at, int end, int length, int line) {
        boolean worth = isWorth(text, at, end);
        if (worth && (anyWord || inLoop || isRead(text, at, end, length))) {
            if (anyWord && is(OUTPUTS, text, at, end)) {
                names.addOutputs();
            }
            names.add(text, at, end);
        } else if (worth && at(text, at - 1, length) == '{' && at(text, end, length) == '}') {
            inBraces.add(new String(text, at, end - at, StandardCharsets.ISO_8859_1));
        }
        if (hasEnv(text, at, end)) {
            env = end;
            addBefore(text, Math.max(line, at - REACH_OF_ENV), at);
            readsAt(text, at, end);
        } else if (isTest(text, at, end)) {
            env = end;
        } else if (second && !loops.isEmpty() && is("for", text, at, end)) {
            int name = end + 1;
            int last = end(text, Math.min(name, length), length);
            inLoop |=
                    last > name
                            && loops.contains(
                                    new String(
                                            text, name, last - name, StandardCharsets.ISO_8859_1));
        }
        if (Listings.isAt(text, at, end, length)) {
            names.addEverything();
        }
        if (Endings.isAt(text, at, end, length)) {
            ending = at;
            putTogether();
        }
    }

    /// What an expansion reads that begins here.
    private void expand(byte[] text, int at, int length) {
        switch (Expansions.of(text, at, length)) {
            case Kind.Plain() -> {}
            case Kind.AnyWord() -> {
                indirect = true;
                reader = at;
                putTogether();
            }
            case Kind.Ending(String last) -> {
                if (Hidable.is('x' + last)) {
                    names.addEverything();
                }
            }
            case Kind.Loop(String variable) -> {
                loops.add(variable);
                reader = at;
                putTogether();
            }
        }
    }

    private void readsAt(byte[] text, int at, int end) {
        String word = new String(text, at, end - at, StandardCharsets.ISO_8859_1);
        if (READERS.contains(word) || (word.equals("env") && at > 0 && text[at - 1] == '.')) {
            reader = at;
            namesEnviron |= word.equals("environ");
            putTogether();
        }
    }

    /// A name whose end is written, near what reads the environment, may be any.
    private void putTogether() {
        if (reader >= 0 && ending >= 0 && Math.abs(reader - ending) < REACH_OF_ENDING) {
            names.addEverything();
        }
    }

    /// Names before something with `env` in it on the same line: `const { x } = process.env`.
    private void addBefore(byte[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (isName(text[at]) && (at == from || !isName(text[at - 1]))) {
                int end = end(text, at, to);
                if (isWorth(text, at, end)) {
                    names.add(text, at, end);
                }
                at = end - 1;
            }
        }
    }

    private boolean isRead(byte[] text, int start, int end, int length) {
        if (start - env < REACH_OF_ENV || hasCapital(text, start, end)) {
            return true;
        }
        byte before = at(text, start - 1, length);
        byte after = at(text, end, length);
        if (before == '$' || (before == '@' && after == '@')) {
            return true;
        }
        if (before == '"' || before == '\'') {
            return after == before;
        }
        boolean opened = before == '{' || before == '(';
        return opened
                && start > 1
                && (text[start - 2] == '$' || (before == '(' && text[start - 2] == '%'));
    }

    private static boolean hasEnv(byte[] text, int start, int end) {
        for (int at = start; at + 2 < end; at++) {
            if ((text[at] | 0x20) == 'e'
                    && (text[at + 1] | 0x20) == 'n'
                    && (text[at + 2] | 0x20) == 'v') {
                return true;
            }
        }
        return false;
    }

    /// `-v`, `ifdef` and their like.
    private static boolean isTest(byte[] text, int start, int end) {
        if (end - start == 1) {
            return text[start] == 'v' && start > 0 && text[start - 1] == '-';
        }
        if (end - start < SHORTEST_TEST || end - start > LONGEST_TEST) {
            return false;
        }
        return TESTS.contains(new String(text, start, end - start, StandardCharsets.ISO_8859_1));
    }

    private static boolean is(String word, byte[] text, int start, int end) {
        if (word.length() != end - start) {
            return false;
        }
        for (int at = start; at < end; at++) {
            if (text[at] != word.charAt(at - start)) {
                return false;
            }
        }
        return true;
    }
}
