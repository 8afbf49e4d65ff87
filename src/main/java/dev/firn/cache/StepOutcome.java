package dev.firn.cache;

/// What became of a step in a build.
public enum StepOutcome {
    /// Its layer was there already.
    CACHED,
    /// It ran and succeeded.
    RUN,
    /// It ran and failed.
    FAILED,
    /// It had nothing to do.
    SKIPPED
}
