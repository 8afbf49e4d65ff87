package dev.firn.sandbox;

import dev.firn.limit.Mishap;

/// How a run ended.
public sealed interface Exit {

    /// The program ended by itself.
    record Exited(int code) implements Exit {}

    /// The program was killed.
    ///
    /// Bubblewrap reports a signal as 128 and its number, as a shell does, so a shell that exits
    /// with 137 because its own child was killed reads as `Signalled(9)` too. Only the signals
    /// that can kill the first process of a pid namespace are read that way.
    record Signalled(int signal) implements Exit {}

    /// Something came between the program and its own end, whatever that looks like.
    record Spoiled(Mishap mishap) implements Exit {}

    /// The program never ran.
    ///
    /// @param why the failing tool's own words
    record NotStarted(String why) implements Exit {}
}
