package dev.firn.nix.result;

import java.util.SortedSet;

/// By which way outputs came into the store.
public sealed interface Placement {

    /// At paths that follow from their content.
    ///
    /// @param whyNotExact if they were to be at the derivation's own paths, why they are not; else
    ///     empty
    record ContentAddressed(String whyNotExact) implements Placement {}

    /// By a small derivation that Nix has built: the trees name themselves in ways that a
    /// content-addressed path cannot have.
    ///
    /// @param derivation its path
    /// @param whyNotExact as above
    record MovedByNix(String derivation, String whyNotExact) implements Placement {}

    /// At the paths that follow from the hash that was expected of them.
    record Fixed() implements Placement {}

    /// At the derivation's own output paths.
    ///
    /// @param different outputs that were valid before with another content, which is still there
    record Exact(SortedSet<String> different) implements Placement {}
}
