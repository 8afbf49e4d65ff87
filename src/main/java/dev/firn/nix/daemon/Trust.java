package dev.firn.nix.daemon;

/// What the daemon lets this user do; told in the handshake since protocol 1.35 (Nix 2.15).
public enum Trust {
    /// The daemon does not say: Nix is older, or forwards to another store.
    UNKNOWN,
    /// May add any path without a signature.
    TRUSTED,
    /// May add content-addressed and signed paths only.
    NOT_TRUSTED
}
