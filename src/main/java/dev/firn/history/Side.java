package dev.firn.history;

import java.util.Locale;

/// On which side of a step a state lies.
public enum Side {
    /// What the step came upon.
    BEFORE,
    /// What it left when it had succeeded.
    AFTER,
    /// What it left when it failed.
    FAILED;

    /// As in `buildPhase@before`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
