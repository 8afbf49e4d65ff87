package dev.firn.recipe.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
/// between two `@`, come soon after something with `env` in it, after `-v`, `ifdef` or `ifndef`, or
/// are quoted. Programs that are no text are not looked at: what they were made from is.
public final class EnvironmentReads {

    /// Stands for all variables: a file reads the structured attributes, or stdenv's list.
    public static final String EVERYTHING = "*";

    /// Changes whenever the same files would give other names.
    public static final int RULES = 1;

    private static final Set<String> LISTS = Set.of("NIX_ATTRS_JSON_FILE", "NIX_ATTRS_SH_FILE");

    private static final int HEAD = 8192;
    private static final int CHUNK = 1 << 20;
    private static final int OVERLAP = 256;
    private static final int REACH_OF_ENV = 48;

    /// Files that no program of a build reads: recipes of Nix, and text for people.
    private static final List<String> OF_NO_PROGRAM =
            List.of(".nix", ".md", ".rst", ".html", ".po", ".pot", ".svg", ".css");

    private final SortedSet<String> names = new TreeSet<>();
    private final Map<String, Boolean> hidable = new HashMap<>();
    private byte[] buffer = {};

    /// Looks into one regular file.
    public void addFile(Path file) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        for (String ending : OF_NO_PROGRAM) {
            if (name.endsWith(ending)) {
                return;
            }
        }
        if (buffer.length == 0) {
            buffer = new byte[CHUNK + OVERLAP];
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            int held = in.readNBytes(buffer, 0, HEAD);
            for (int i = 0; i < held; i++) {
                if (buffer[i] == 0) {
                    return;
                }
            }
            boolean more = held == HEAD;
            while (true) {
                int count = more ? in.readNBytes(buffer, held, CHUNK + OVERLAP - held) : 0;
                held += count;
                more = held == CHUNK + OVERLAP;
                addText(buffer, held);
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
        addText(bytes, bytes.length);
    }

    /// What was found so far.
    public SortedSet<String> names() {
        return new TreeSet<>(names);
    }

    void addText(byte[] text, int length) {
        int env = -REACH_OF_ENV;
        for (int at = 0; at < length; at++) {
            byte c = text[at];
            if (c == '\n') {
                env = -REACH_OF_ENV;
            }
            if (!isName(c) || (at > 0 && isName(text[at - 1]))) {
                continue;
            }
            int end = at + 1;
            while (end < length && isName(text[end])) {
                end++;
            }
            if (end - at > 1 && (isLower(c) || c == 'N') && isRead(text, at, end, length, env)) {
                add(new String(text, at, end - at, StandardCharsets.ISO_8859_1));
            }
            if (hasEnv(text, at, end) || isTest(text, at, end)) {
                env = end;
            }
            at = end - 1;
        }
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
        return opened && start > 1 && text[start - 2] == '$';
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

    /// `-v`, `ifdef`, `ifndef`.
    private static boolean isTest(byte[] text, int start, int end) {
        if (end - start == 1) {
            return text[start] == 'v' && start > 0 && text[start - 1] == '-';
        }
        if (end - start != 5 && end - start != 6) {
            return false;
        }
        String word = new String(text, start, end - start, StandardCharsets.ISO_8859_1);
        return word.equals("ifdef") || word.equals("ifndef");
    }

    private void add(String name) {
        if (LISTS.contains(name)) {
            names.add(EVERYTHING);
        } else if (hidable.computeIfAbsent(name, Hidable::is)) {
            names.add(name);
        }
    }

    private static boolean isLower(byte c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isName(byte c) {
        int letter = c | 0x20;
        return (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }
}
