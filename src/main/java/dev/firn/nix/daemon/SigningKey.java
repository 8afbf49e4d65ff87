package dev.firn.nix.daemon;

import dev.firn.nix.path.NixBase32;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/// A secret key as `nix key generate-secret` makes it: `NAME:BASE64`, of the 32 bytes of an Ed25519
/// key and its public half. A store that trusts the public half takes what the key has signed from
/// anybody.
///
/// @param name of the key, under which stores know its public half
public record SigningKey(String name, PrivateKey key) {

    private static final String ALGORITHM = "Ed25519";
    private static final int SEED = 32;
    private static final int WITH_PUBLIC_HALF = 64;

    /// @throws Problem when there is no such key in the file
    public static SigningKey read(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            int colon = text.indexOf(':');
            byte[] bytes = Base64.getDecoder().decode(text.substring(colon + 1));
            if (colon < 1 || bytes.length != WITH_PUBLIC_HALF) {
                throw unusable(file, "it is not NAME:BASE64 of 64 bytes");
            }
            EdECPrivateKeySpec spec =
                    new EdECPrivateKeySpec(NamedParameterSpec.ED25519, Arrays.copyOf(bytes, SEED));
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(spec);
            return new SigningKey(text.substring(0, colon), key);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw unusable(file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw unusable(file, "it cannot be read: " + e);
        }
    }

    private static Problem unusable(Path file, String why) {
        return new Problem(
                Problem.Kind.USAGE,
                "the signing key in " + file + " cannot be used",
                why,
                "nix key generate-secret --key-name NAME > " + file);
    }

    /// The signature of a path, as `NAME:BASE64`: of
    /// `1;<path>;sha256:<hash>;<size>;<references, with commas>`.
    public String sign(PathInfo info) {
        String references =
                info.references().stream()
                        .map(StorePath::toString)
                        .collect(Collectors.joining(","));
        String fingerprint =
                "1;%s;sha256:%s;%d;%s"
                        .formatted(
                                info.path(),
                                NixBase32.encode(info.narHash().bytes()),
                                info.narSize(),
                                references);
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(fingerprint.getBytes(StandardCharsets.ISO_8859_1));
            return name + ":" + Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
