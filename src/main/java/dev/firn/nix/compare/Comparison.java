package dev.firn.nix.compare;

import java.util.List;

/// What two builds of one derivation differ in.
///
/// @param differences by output and path
public record Comparison(List<Difference> differences) {

    public enum Verdict {
        /// The same but for the hashes in the outputs' own paths.
        IDENTICAL,
        /// Every difference has a cause that was shown to be harmless.
        SAME_BUT,
        DIFFERENT
    }

    public Comparison {
        differences = List.copyOf(differences);
    }

    public Verdict verdict() {
        if (differences.isEmpty()) {
            return Verdict.IDENTICAL;
        }
        boolean harmless = differences.stream().allMatch(Difference::harmless);
        return harmless ? Verdict.SAME_BUT : Verdict.DIFFERENT;
    }
}
