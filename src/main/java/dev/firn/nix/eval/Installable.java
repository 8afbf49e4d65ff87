package dev.firn.nix.eval;

import java.util.Optional;

/// What to build, before Nix has looked at it.
public sealed interface Installable {

    /// @param file a path, or whatever else Nix takes for one: `<nixpkgs>`, an address
    record NixFile(String file, Optional<String> attribute) implements Installable {
        @Override
        public String toString() {
            return file + (attribute.isPresent() ? " -A " + attribute.get() : "");
        }
    }

    record Expression(String text, Optional<String> attribute) implements Installable {
        @Override
        public String toString() {
            return "the expression" + (attribute.isPresent() ? " -A " + attribute.get() : "");
        }
    }

    /// @param path leads to a `.drv` in the store; outputs may follow, as `!out` or `^out`, and
    ///     make no difference to what is built
    record DerivationFile(String path) implements Installable {
        @Override
        public String toString() {
            return path;
        }
    }

    /// @param reference such as `.`, `.#hello`, `nixpkgs#hello`
    record Flake(String reference) implements Installable {
        @Override
        public String toString() {
            return reference;
        }
    }
}
