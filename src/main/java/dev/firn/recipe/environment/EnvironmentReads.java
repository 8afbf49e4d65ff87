package dev.firn.recipe.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Finds in the files of a build which variables of the environment their programs and scripts
/// read, of those that could be hidden ([Hidable]).
///
/// A program can read a variable by name only if the name is written somewhere. Names like
/// `installFlags`, with a capital within, count wherever they are written as a word. Others, which
/// are words of English as well, count where they follow a `$` (`$man`, `${man`, `$(man)`), stand
/// between two `@`, are near something with `env` in it on one line, follow `-v`, `ifdef`,
/// `origin` or `value`, are formatted (`%(man)s`), or are quoted. In programs that are no text only
/// those with a capital within are looked for. Where a script reads what another variable names, by
/// `${!x}`, `$ENV{$x}` or `$($(x))`, every word of it counts; in `$($(x)Flags)` it reads
// everything.
public final class EnvironmentReads {

    /// Stands for all variables: a file reads the structured attributes, or stdenv's list.
    public static final String EVERYTHING = "*";

    /// Changes whenever the same files would give other names.
    public static final int RULES = 2;

    private static final Set<String> LISTS = Set.of("NIX_ATTRS_JSON_FILE", "NIX_ATTRS_SH_FILE");

    private static final String OUTPUTS = "outputs";

    private static final int SHORTEST_TEST = 5;
    private static final int LONGEST_TEST = 7;

    private static final byte[] INDIRECT = bytes("${!");
    private static final byte[] PERL_INDIRECT = bytes("$ENV{$");
    private static final byte[] MAKE_INDIRECT = bytes("$($");
    private static final byte[] MAKE_INDIRECT_BRACES = bytes("${$");

    private static final int HEAD = 8192;
    private static final int CHUNK = 1 << 20;
    private static final int OVERLAP = 256;
    private static final int REACH_OF_ENV = 48;

    /// Recipes of Nix, which have all names and are read by no program of a build.
    private static final String RECIPE = ".nix";

    private static final Set<String> TESTS =
            Set.of("ifdef", "ifndef", "origin", "flavor", "value", "defined");

    private final SortedSet<String> names = new TreeSet<>();
    private final Map<String, Boolean> hidable = new HashMap<>();
    private byte[] buffer = {};

    /// Whether the text reads what another variable names.
    private boolean indirect;

    /// Whether every word counts.
    private boolean anyWord;

    /// Looks into one regular file that a step has made. If it is no text it was made from some.
    public void addFile(Path file) throws IOException {
        add(file, false);
    }

    /// Looks into one regular file that a step is given, text or not.
    public void addGiven(Path file) throws IOException {
        add(file, true);
    }

    private void add(Path file, boolean given) throws IOException {
        indirect = false;
        search(file, given);
        if (indirect) {
            anyWord = true;
            search(file, given);
            anyWord = false;
        }
    }

    private void search(Path file, boolean given) throws IOException {
        if (file.getFileName().toString().endsWith(RECIPE)) {
            return;
        }
        if (buffer.length == 0) {
            buffer = new byte[CHUNK + OVERLAP];
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            int held = in.readNBytes(buffer, 0, HEAD);
            boolean binary = false;
            for (int i = 0; i < held; i++) {
                binary |= buffer[i] == 0;
            }
            if (binary && !given) {
                return;
            }
            boolean more = held == HEAD;
            while (true) {
                int count = more ? in.readNBytes(buffer, held, CHUNK + OVERLAP - held) : 0;
                held += count;
                more = held == CHUNK + OVERLAP;
                if (binary) {
                    addBinary(buffer, held);
                } else {
                    addText(buffer, held);
                }
                if (!more) {
                    return;
                }
                System.arraycopy(buffer, held - OVERLAP, buffer, 0, OVERLAP);
                held = OVERLAP;
            }
        }
    }

    /// Looks into a text: bytes, one char each.
    public void addText(String text) {
        if (text.contains("env-vars")) {
            names.add(EVERYTHING);
        }
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        indirect = false;
        addText(bytes, bytes.length);
        if (indirect) {
            anyWord = true;
            addText(bytes, bytes.length);
            anyWord = false;
        }
    }

    /// What was found so far.
    public SortedSet<String> names() {
        return new TreeSet<>(names);
    }

    private void addText(byte[] text, int length) {
        int env = -REACH_OF_ENV;
        int line = 0;
        for (int at = 0; at < length; at++) {
            byte c = text[at];
            if (c == '\n') {
                env = -REACH_OF_ENV;
                line = at + 1;
            }
            if (c == '$') {
                lookAtExpansion(text, at, length);
            }
            if (!isName(c) || (at > 0 && isName(text[at - 1]))) {
                continue;
            }
            int end = end(text, at, length);
            if (isWorth(text, at, end) && (anyWord || isRead(text, at, end, length, env))) {
                add(text, at, end);
            }
            if (hasEnv(text, at, end)) {
                env = end;
                addBefore(text, Math.max(line, at - REACH_OF_ENV), at);
            } else if (isTest(text, at, end)) {
                env = end;
            }
            at = end - 1;
        }
    }

    /// Names before something with `env` in it on the same line: `const { x } = process.env`.
    private void addBefore(byte[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (isName(text[at]) && (at == from || !isName(text[at - 1]))) {
                int end = end(text, at, to);
                if (isWorth(text, at, end)) {
                    add(text, at, end);
                }
                at = end - 1;
            }
        }
    }

    private void addBinary(byte[] bytes, int length) {
        for (int at = 0; at < length; at++) {
            if (isName(bytes[at]) && (at == 0 || !isName(bytes[at - 1]))) {
                int end = end(bytes, at, length);
                if (isWorth(bytes, at, end) && hasCapital(bytes, at, end)) {
                    add(bytes, at, end);
                }
                at = end - 1;
            }
        }
    }

    /// `${!x}` of bash, `$ENV{$x}` of Perl, `$($(x))`, `$($x)` and `$($(x)Flags)` of make.
    private void lookAtExpansion(byte[] text, int dollar, int length) {
        if (startsWith(text, dollar, length, INDIRECT) && isName(at(text, dollar + 3, length))) {
            int end = end(text, dollar + 3, length);
            int kind = at(text, end, length) == '[' ? end + 1 : end;
            indirect |= at(text, kind, length) != '@' && at(text, kind, length) != '*';
        } else if (startsWith(text, dollar, length, PERL_INDIRECT)) {
            indirect = true;
        } else if (startsWith(text, dollar, length, MAKE_INDIRECT)
                || startsWith(text, dollar, length, MAKE_INDIRECT_BRACES)) {
            byte next = at(text, dollar + 3, length);
            if (next == '*' || next == '(' || next == '{' || isName(next)) {
                lookAtMake(text, dollar + 3, length);
            }
        }
    }

    /// `$(x))` is a command to bash in most texts; to make it is a variable that is expanded twice
    /// if nothing but the end of a name follows what is within.
    private void lookAtMake(byte[] text, int from, int length) {
        byte open = text[from];
        int at = from + (open == '(' || open == '{' ? 1 : 0);
        int end = open == '*' ? from + 1 : end(text, at, length);
        if (open == '(' || open == '{') {
            if (end == at || at(text, end, length) != (open == '(' ? ')' : '}')) {
                return;
            }
            end++;
        } else if (open != '*') {
            // A name of one letter.
            end = from + 1;
        }
        int rest = end(text, end, length);
        byte close = at(text, rest, length);
        if (close != ')' && close != '}') {
            return;
        }
        String ending = new String(text, end, rest - end, StandardCharsets.ISO_8859_1);
        indirect |= ending.isEmpty();
        if (Hidable.is('x' + ending)) {
            names.add(EVERYTHING);
        }
    }

    private static int end(byte[] text, int from, int length) {
        int end = from;
        while (end < length && isName(text[end])) {
            end++;
        }
        return end;
    }

    private static byte at(byte[] text, int at, int length) {
        return at < length ? text[at] : 0;
    }

    private static boolean startsWith(byte[] text, int from, int length, byte[] start) {
        return length - from >= start.length
                && Arrays.equals(text, from, from + start.length, start, 0, start.length);
    }

    private static boolean isWorth(byte[] text, int start, int end) {
        return end - start > 1 && (isLower(text[start]) || text[start] == 'N');
    }

    private static boolean isRead(byte[] text, int start, int end, int length, int env) {
        if (start - env < REACH_OF_ENV || hasCapital(text, start, end)) {
            return true;
        }
        byte before = start > 0 ? text[start - 1] : 0;
        byte after = end < length ? text[end] : 0;
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

    private static boolean hasCapital(byte[] text, int start, int end) {
        for (int at = start; at < end; at++) {
            if (text[at] >= 'A' && text[at] <= 'Z') {
                return true;
            }
        }
        return false;
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

    private void add(byte[] text, int start, int end) {
        add(new String(text, start, end - start, StandardCharsets.ISO_8859_1));
    }

    private void add(String name) {
        if (anyWord && name.equals(OUTPUTS)) {
            names.addAll(Outputs.NAMES);
            names.remove(Outputs.OUT);
        }
        if (LISTS.contains(name)) {
            names.add(EVERYTHING);
        } else if (hidable.computeIfAbsent(name, Hidable::is)) {
            names.add(name);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean isLower(byte c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isName(byte c) {
        int letter = c | 0x20;
        return (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }
}
