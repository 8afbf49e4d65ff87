package dev.firn.cli.request;

import java.util.Optional;

/// What to build, in the user's words.
public sealed interface Named {

    /// `-f FILE [-A ATTR]`; also what is meant when nothing is named (`./default.nix`).
    record NixFile(String file, Optional<String> attribute) implements Named {}

    /// `-E TEXT [-A ATTR]`.
    record Expression(String text, Optional<String> attribute) implements Named {}

    /// A word with the ending `.drv`.
    record DerivationFile(String path) implements Named {}

    /// Any other word, such as `.#hello`.
    record Flake(String reference) implements Named {}
}
