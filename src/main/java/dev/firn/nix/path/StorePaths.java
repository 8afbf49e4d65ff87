package dev.firn.nix.path;

import dev.firn.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.TreeSet;

/// How Nix computes a store path from what it stands for.
public final class StorePaths {

    private static final int HASH_BYTES = 20;

    private StorePaths() {}

    /// The path for a digest of the given type; every other method here ends in this one.
    ///
    /// @param type `output:out`, `source`, `text` ..., with references after it where it has any
    public static StorePath of(String type, Digest inner, String name) {
        String fingerprint =
                type + ":sha256:" + inner.hex() + ":" + StorePath.STORE_DIR + ":" + name;
        return new StorePath(
                NixBase32.encode(fold(Digest.of(latin1(fingerprint)).bytes(), HASH_BYTES)), name);
    }

    /// The path of an input-addressed output.
    ///
    /// @param derivation digest of the derivation's text with its output paths blanked
    public static StorePath output(Digest derivation, String output, String derivationName) {
        return of("output:" + output, derivation, outputName(derivationName, output));
    }

    /// The path of a tree that is addressed by the SHA-256 of its NAR (`fixed:r:sha256`).
    ///
    /// @param nar digest of the NAR, with its own hash part blanked if it names itself
    /// @param references other paths it names, never itself
    public static StorePath source(
            String name, Digest nar, Collection<StorePath> references, boolean self) {
        return of(withReferences("source", references) + (self ? ":self" : ""), nar, name);
    }

    /// The path of a text that is addressed by its content, such as a `.drv`.
    public static StorePath text(String name, Digest content, Collection<StorePath> references) {
        return of(withReferences("text", references), content, name);
    }

    /// The path of a fixed output without references.
    ///
    /// @param recursive whether the hash is that of a NAR, not of one plain file
    /// @param algorithm as in the derivation: `md5`, `sha1`, `sha256`, `sha512`
    /// @param hex the expected hash
    public static StorePath fixed(String name, boolean recursive, String algorithm, String hex) {
        if (recursive && algorithm.equals("sha256")) {
            return of("source", Digest.parse(hex), name);
        }
        String inner = "fixed:out:" + (recursive ? "r:" : "") + algorithm + ":" + hex + ":";
        return of("output:out", Digest.of(latin1(inner)), name);
    }

    /// The name of an output's path: the derivation's, followed by the output's unless it is `out`.
    public static String outputName(String derivationName, String output) {
        return output.equals("out") ? derivationName : derivationName + "-" + output;
    }

    /// Nix's way to shorten a digest: byte `i` is folded onto byte `i` modulo `length` by XOR.
    public static byte[] fold(byte[] digest, int length) {
        byte[] folded = new byte[length];
        for (int i = 0; i < digest.length; i++) {
            folded[i % length] ^= digest[i];
        }
        return folded;
    }

    private static String withReferences(String type, Collection<StorePath> references) {
        StringBuilder text = new StringBuilder(type);
        for (StorePath reference : new TreeSet<>(references)) {
            text.append(':').append(reference);
        }
        return text.toString();
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
