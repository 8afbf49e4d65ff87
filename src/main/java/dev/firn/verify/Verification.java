package dev.firn.verify;

import dev.firn.cache.BuildRecord;
import dev.firn.nix.compare.Comparison;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a comparison with a clean build came to.
///
/// @param build the build that was compared, with the verdict
/// @param comparison file by file
/// @param unlisted outputs that lie at Nix's own path and of which Nix built another content; it
///     has not kept that, so what differs in them is not known
public record Verification(
        BuildRecord build,
        Comparison comparison,
        SortedSet<String> unlisted,
        Reproducible reproducible) {

    public Verification {
        unlisted = Collections.unmodifiableSortedSet(new TreeSet<>(unlisted));
    }

    /// Whether Nix itself built the same twice.
    public enum Reproducible {
        YES,
        NO,
        /// It built once, or one of the two was firn's.
        UNKNOWN
    }

    public Comparison.Verdict verdict() {
        return unlisted.isEmpty() ? comparison.verdict() : Comparison.Verdict.DIFFERENT;
    }
}
