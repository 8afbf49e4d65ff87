package dev.firn.check;

import java.util.List;

/// What came of a check.
///
/// @param layers how many were read
/// @param files how many small ones were
/// @param bytes of content that were read
/// @param digests of layers that nobody had made yet, so that there was nothing to compare with
/// @param repaired whether what could be repaired was
public record Checked(
        List<Flaw> flaws, int layers, int files, long bytes, int digests, boolean repaired) {

    public Checked {
        flaws = List.copyOf(flaws);
    }

    /// Whether something is damaged still.
    public boolean isDamaged() {
        return flaws.stream()
                .anyMatch(
                        flaw ->
                                flaw.kind() == Flaw.Kind.DAMAGED
                                        && !(repaired && flaw.fix().isEmpty()));
    }
}
