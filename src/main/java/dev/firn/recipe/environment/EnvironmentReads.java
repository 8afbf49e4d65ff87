package dev.firn.recipe.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.SortedSet;

/// Finds in the files of a build which variables of the environment their programs and scripts
/// read, of those that could be hidden ([Hidable]).
///
/// A program can read a variable by name only if the name is written somewhere. Names like
/// `installFlags`, with a capital within, count wherever they are written as a word. Others, which
/// are words of English as well, count where they follow a `$` (`$man`, `${man`, `$(man)`), stand
/// between two `@`, are near something with `env` in it on one line, follow `-v`, `ifdef`,
/// `origin` or `value`, are formatted (`%(man)s`, and `{man}` if the text names `environ`), or are
/// quoted. In programs that are no text only those with a capital within are looked for.
///
/// Where a script reads what another variable names, by `${!x}`, `$ENV{$x}` or `$($(x))`, every
/// word of it counts; where it does so by `eval y=\$$x`, the words that a loop gives to `x`. In
/// `$($(x)Flags)`, and where the end of a name is written near what reads the environment, as in
/// `environ["%sFlags" % x]`, it reads everything.
///
/// The paths of the store that are written in a file of a step's making are told as well: what is
/// there may be run by way of it.
public final class EnvironmentReads {

    /// Stands for all variables: a file reads the structured attributes, or stdenv's list.
    public static final String EVERYTHING = "*";

    /// Changes whenever the same files would give other names.
    public static final int RULES = 6;

    private static final int HEAD = 8192;
    private static final int CHUNK = 1 << 20;
    private static final int OVERLAP = 256;

    /// Recipes of Nix, which have all names and are read by no program of a build.
    private static final String RECIPE = ".nix";

    private final ReadNames names = new ReadNames();
    private byte[] buffer = {};

    /// Looks into one regular file that a step has made. If it is no text it was made from some.
    public void addFile(Path file) throws IOException {
        add(file, false);
    }

    /// Looks into one regular file that a step is given, text or not.
    public void addGiven(Path file) throws IOException {
        add(file, true);
    }

    /// Looks at a symbolic link that a step has made.
    public void addLink(String target) {
        byte[] bytes = target.getBytes(StandardCharsets.ISO_8859_1);
        StorePaths.at(bytes, 0, bytes.length).ifPresent(names::addPath);
    }

    /// Looks into a text: bytes, one char each.
    public void addText(String text) {
        if (text.contains("env-vars")) {
            names.addEverything();
        }
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        TextReads reads = new TextReads(names, false);
        do {
            reads.read(bytes, bytes.length);
        } while (reads.wantsSecondPass());
        reads.finish();
    }

    /// What was found so far: names of variables, or [#EVERYTHING], and absolute paths in the
    // store.
    public SortedSet<String> names() {
        return names.names();
    }

    private void add(Path file, boolean given) throws IOException {
        if (file.getFileName().toString().endsWith(RECIPE)) {
            return;
        }
        TextReads reads = new TextReads(names, !given);
        do {
            search(file, given, reads);
        } while (reads.wantsSecondPass());
        reads.finish();
    }

    private void search(Path file, boolean given, TextReads reads) throws IOException {
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
                    reads.read(buffer, held);
                }
                if (!more) {
                    return;
                }
                System.arraycopy(buffer, held - OVERLAP, buffer, 0, OVERLAP);
                held = OVERLAP;
            }
        }
    }

    private void addBinary(byte[] bytes, int length) {
        for (int at = 0; at < length; at++) {
            if (Ascii.isName(bytes[at]) && (at == 0 || !Ascii.isName(bytes[at - 1]))) {
                int end = Ascii.end(bytes, at, length);
                if (ReadNames.isWorth(bytes, at, end) && Ascii.hasCapital(bytes, at, end)) {
                    names.add(bytes, at, end);
                }
                at = end - 1;
            }
        }
    }
}
