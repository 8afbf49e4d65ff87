package dev.firn.build.visit;

/// What becomes of the files that a visitor has changed.
public enum Leaving {
    /// They are thrown away.
    DROP,
    /// They become a layer that can be looked at.
    KEEP,
    /// The build goes on with them.
    RESUME
}
