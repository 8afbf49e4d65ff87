package dev.firn.store;

/// Told when a write to the cache has come to a point where dying would leave something behind.
/// The tests die there.
@FunctionalInterface
public interface Milestones {

    /// Points in the life of a layer, in order.
    enum Milestone {
        WORKROOM_LOCKED,
        SCRATCH_OPENED,
        LAID_FILES_REMOVED,
        RECORD_WRITTEN,
        LAYER_IN_PLACE,
        ENTRY_WRITTEN_ASIDE,
        ENTRY_PUBLISHED,
        SCRATCH_REMOVED,
        SYNCED,
        MARKER_REMOVED,
        LAYER_RETIRED,
        ENTRY_WITHDRAWN
    }

    void reached(Milestone milestone);

    /// Nobody listens.
    static Milestones none() {
        return milestone -> {};
    }
}
