package dev.firn.nix.drv;

import dev.firn.digest.Digest;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.path.StorePaths;
import dev.firn.problem.Problem;
import java.nio.charset.StandardCharsets;

/// The stable path that stands in for an output while it is built.
///
/// It is as long as the real one and has the same name. Its hash part follows from the names of
/// the derivation and of the output alone, so it survives every edit. Whoever changes how it is
/// made invalidates every layer there is; a golden test pins it.
public final class ScratchPath {

    /// The shortest piece by which a cut copy of a scratch path is recognised in a file.
    public static final int WINDOW = 4;

    private static final String PURPOSE = "firn-scratch-1";
    private static final String DIGITS = "0123456789";
    private static final String LETTERS = "ghijklmnpqrsvwxyz";
    private static final int ATTEMPTS = 10_000;

    private ScratchPath() {}

    /// The first candidate in which every piece of [#WINDOW] characters that holds a character of
    /// the hash occurs only once, so that a piece of it tells where it was cut from.
    static StorePath of(String derivationName, String output) {
        String name = StorePaths.outputName(derivationName, output);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            StorePath candidate = candidate(derivationName, output, name, attempt);
            if (isRecognisable(candidate)) {
                return candidate;
            }
        }
        throw new Problem(
                Problem.Kind.INPUTS,
                "no stable path can be found for output '" + output + "' of " + derivationName,
                "its name repeats every piece a hash can end in",
                "give the derivation another name");
    }

    /// Whether every piece of [#WINDOW] characters of the path that holds a character of its hash
    /// occurs only once in it.
    public static boolean isRecognisable(StorePath path) {
        String text = path.toString();
        int hash = StorePath.STORE_DIR.length() + 1;
        int last = Math.min(hash + StorePath.HASH_LENGTH - 1, text.length() - WINDOW);
        for (int at = hash - WINDOW + 1; at <= last; at++) {
            String piece = text.substring(at, at + WINDOW);
            if (text.indexOf(piece) != at || text.lastIndexOf(piece) != at) {
                return false;
            }
        }
        return true;
    }

    /// Every fourth character is a digit and the others are no digits of hexadecimal numbers, so
    /// that no piece of the hash is a word or part of a number in a file that never saw the path.
    private static StorePath candidate(String derivation, String output, String name, int n) {
        // Neither name can hold a colon.
        String text = PURPOSE + ":" + derivation + ":" + output + ":" + n;
        byte[] digest = Digest.of(text.getBytes(StandardCharsets.ISO_8859_1)).bytes();
        char[] hash = new char[StorePath.HASH_LENGTH];
        for (int i = 0; i < hash.length; i++) {
            String characters = i % WINDOW == 0 ? DIGITS : LETTERS;
            hash[i] = characters.charAt((digest[i] & 0xff) % characters.length());
        }
        return new StorePath(new String(hash), name);
    }
}
