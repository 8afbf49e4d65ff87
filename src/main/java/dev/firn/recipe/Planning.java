package dev.firn.recipe;

/// What stopping a builder script at its call of `genericBuild` has brought to light.
public sealed interface Planning permits Plan, Planning.Unsplit {

    /// The builder cannot be taken apart there.
    ///
    /// @param why one line for the user, without a full stop
    record Unsplit(String why) implements Planning {}
}
