package dev.firn.nix.drv;

import dev.firn.nix.path.StorePath;
import java.util.Optional;

/// How the path of an output is determined.
public sealed interface Output {

    /// What a content hash is taken of, with the prefix a derivation writes before its algorithm.
    enum Method {
        FLAT(""),
        RECURSIVE("r:"),
        TEXT("text:"),
        GIT("git:");

        private final String prefix;

        Method(String prefix) {
            this.prefix = prefix;
        }

        String prefix() {
            return prefix;
        }
    }

    /// The usual kind: the path follows from the derivation.
    record InputAddressed(StorePath path) implements Output {
        @Override
        public Optional<StorePath> knownPath() {
            return Optional.of(path);
        }
    }

    /// The content's hash is known beforehand, and the path follows from it. The builder may use
    /// the network.
    ///
    /// @param algorithm `md5`, `sha1`, `sha256`, `sha512`, `blake3`
    /// @param hash in hexadecimal
    record Fixed(StorePath path, Method method, String algorithm, String hash) implements Output {
        @Override
        public Optional<StorePath> knownPath() {
            return Optional.of(path);
        }
    }

    /// The path follows from the content once that has been built.
    record Floating(Method method, String algorithm) implements Output {
        @Override
        public Optional<StorePath> knownPath() {
            return Optional.empty();
        }
    }

    /// As [Floating], and never reused.
    record Impure(Method method, String algorithm) implements Output {
        @Override
        public Optional<StorePath> knownPath() {
            return Optional.empty();
        }
    }

    /// Input-addressed, but an input's path is not known before that has been built.
    record Deferred() implements Output {
        @Override
        public Optional<StorePath> knownPath() {
            return Optional.empty();
        }
    }

    /// The path, where the derivation itself says it.
    Optional<StorePath> knownPath();
}
