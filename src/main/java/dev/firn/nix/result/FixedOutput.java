package dev.firn.nix.result;

import dev.firn.nix.daemon.PathInfo;
import dev.firn.nix.drv.Output;
import dev.firn.nix.nar.FileTree;
import dev.firn.nix.nar.NarWriter;
import dev.firn.nix.path.NixBase32;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/// Checks an output against the hash that is expected of it.
final class FixedOutput {

    private FixedOutput() {}

    /// What Nix is to record of it.
    ///
    /// @throws Problem when it is not what it should be
    static PathInfo check(StorePath drvPath, Output.Fixed expected, ScannedOutput output)
            throws IOException {
        if (!output.references().isEmpty()) {
            throw new Problem(
                    Problem.Kind.RESULT,
                    "fixed-output derivations must not reference store paths: '"
                            + drvPath
                            + "' references "
                            + output.references().size()
                            + " distinct paths, e.g. '"
                            + output.references().first()
                            + "'",
                    "",
                    "remove the references from the output");
        }
        MessageDigest digest = algorithm(expected);
        switch (expected.method()) {
            case FLAT -> flat(output, digest);
            case RECURSIVE -> NarWriter.write(output.tree(), into(digest));
            case TEXT, GIT -> throw unsupported(expected.method().name());
        }
        byte[] got = digest.digest();
        byte[] wanted = HexFormat.of().parseHex(expected.hash());
        if (!MessageDigest.isEqual(got, wanted)) {
            throw new Problem(
                    Problem.Kind.RESULT,
                    "hash mismatch in fixed-output derivation '" + drvPath + "'",
                    "  specified: "
                            + sri(expected.algorithm(), wanted)
                            + "\n     got:    "
                            + sri(expected.algorithm(), got),
                    "if the new content is right, put its hash into the Nix expression");
        }
        String method = expected.method() == Output.Method.FLAT ? "" : "r:";
        String ca = "fixed:" + method + expected.algorithm() + ":" + NixBase32.encode(got);
        return new PathInfo(
                expected.path(),
                Optional.empty(),
                output.raw().hash(),
                output.raw().size(),
                new TreeSet<>(),
                ca,
                List.of(),
                false);
    }

    private static void flat(ScannedOutput output, MessageDigest digest) throws IOException {
        if (!(output.tree() instanceof FileTree.Regular file) || file.executable()) {
            throw new Problem(
                    Problem.Kind.RESULT,
                    "output path '"
                            + output.scratch()
                            + "' should be a non-executable regular file since recursive hashing"
                            + " is not enabled (outputHashMode=flat)",
                    "",
                    "set outputHashMode = \"recursive\"; in the Nix expression");
        }
        try (InputStream content = file.open()) {
            content.transferTo(into(digest));
        }
    }

    private static OutputStream into(MessageDigest digest) {
        return new DigestOutputStream(OutputStream.nullOutputStream(), digest);
    }

    private static MessageDigest algorithm(Output.Fixed expected) {
        String name =
                switch (expected.algorithm()) {
                    case "md5" -> "MD5";
                    case "sha1" -> "SHA-1";
                    case "sha256" -> "SHA-256";
                    case "sha512" -> "SHA-512";
                    default -> throw unsupported(expected.algorithm());
                };
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no " + name, e);
        }
    }

    private static Problem unsupported(String what) {
        return new Problem(
                Problem.Kind.RESULT,
                "firn cannot check an output hash of kind " + what.toLowerCase(Locale.ROOT),
                "",
                "build this derivation with nix-build");
    }

    private static String sri(String algorithm, byte[] hash) {
        return algorithm + "-" + Base64.getEncoder().encodeToString(hash);
    }
}
