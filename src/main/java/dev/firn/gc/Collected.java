package dev.firn.gc;

import java.util.List;

/// What a collection came to.
///
/// @param victims what was removed, in order; of a dry run what would be
/// @param left what is there afterwards
/// @param free bytes on the disk afterwards; of a dry run what there would be
/// @param limits that were to be kept to
public record Collected(List<Victim> victims, Census left, long free, Limits limits) {

    public Collected {
        victims = List.copyOf(victims);
    }

    /// Of what was removed.
    public long bytes() {
        long bytes = 0;
        for (Victim victim : victims) {
            bytes += victim.layer().bytes();
        }
        return bytes;
    }

    /// Whether the cache is still too big, or the disk too full: everything else is in use, pinned,
    /// or reserved.
    public boolean fallsShort() {
        long bytes = left.bytes();
        if (limits.equals(Limits.nothing())) {
            return false;
        }
        return bytes > limits.reserved() && (bytes > limits.maximum() || free < limits.free());
    }
}
