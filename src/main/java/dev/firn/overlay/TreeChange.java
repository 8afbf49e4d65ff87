package dev.firn.overlay;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// A path at which two merged trees differ.
///
/// @param path from the root of the trees, without a slash in front, bytes
/// @param before absent when there was nothing
/// @param after absent when there is nothing any more
/// @param aspects what differs where there is a file on both sides; else empty
public record TreeChange(
        String path, Optional<MergedFile> before, Optional<MergedFile> after, Set<Aspect> aspects) {

    /// What two files of one path can differ in.
    public enum Aspect {
        /// One is a directory, say, and the other is not. Nothing else is compared then.
        TYPE,
        /// What a regular file holds, where a symbolic link leads, which device it is.
        CONTENT,
        MODE,
        /// When it was modified.
        TIME
    }

    public TreeChange {
        if (before.isEmpty() && after.isEmpty()) {
            throw new IllegalArgumentException("nothing on either side: " + path);
        }
        aspects = Collections.unmodifiableSet(aspects);
    }

    static TreeChange added(String path, MergedFile file) {
        return new TreeChange(
                path, Optional.empty(), Optional.of(file), EnumSet.noneOf(Aspect.class));
    }

    static TreeChange removed(String path, MergedFile file) {
        return new TreeChange(
                path, Optional.of(file), Optional.empty(), EnumSet.noneOf(Aspect.class));
    }

    static TreeChange changed(
            String path, MergedFile before, MergedFile after, Set<Aspect> aspects) {
        return new TreeChange(path, Optional.of(before), Optional.of(after), aspects);
    }

    public boolean isAddition() {
        return before.isEmpty();
    }

    public boolean isRemoval() {
        return after.isEmpty();
    }

    /// Whether nothing but the time differs.
    public boolean isOfTimeOnly() {
        return aspects.equals(Set.of(Aspect.TIME));
    }
}
