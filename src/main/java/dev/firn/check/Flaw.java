package dev.firn.check;

import java.util.List;

/// Something in the cache that is not as it should be.
///
/// @param place relative to the cache, bytes
/// @param why one line
/// @param dependents what goes with it when it is dropped, one line each
/// @param fix what to type, where firn leaves it alone; empty otherwise
public record Flaw(Kind kind, String place, String why, List<String> dependents, String fix) {

    /// What a flaw is to builds.
    public enum Kind {
        /// It is not what was written, or what it needs is gone.
        DAMAGED,
        /// Nobody uses it: its maker died, or what it led to is gone.
        LEFT_OVER,
        /// firn has not made it.
        FOREIGN
    }

    public Flaw {
        dependents = List.copyOf(dependents);
    }
}
