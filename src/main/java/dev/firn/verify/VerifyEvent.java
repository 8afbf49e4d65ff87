package dev.firn.verify;

/// What happens during a verification.
public sealed interface VerifyEvent {

    /// @param installable as the user named it
    record Evaluating(String installable) implements VerifyEvent {}

    /// Nix said something while it evaluated.
    record EvaluationMessage(String line) implements VerifyEvent {}

    /// Nix begins to build.
    ///
    /// @param name of the derivation
    /// @param again whether Nix has built it before, and compares its two builds
    record Building(String name, boolean again) implements VerifyEvent {}

    /// Nix said something while it built.
    record NixMessage(String line) implements VerifyEvent {}

    /// Nix has built; now its outputs are compared with firn's.
    record Comparing() implements VerifyEvent {}
}
