package dev.firn.sandbox;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The writable tree of a run: what is below, where changes go, and what of it can be seen.
///
/// @param lowers directories that are never written, the top one first; the kernel takes at most
///     500
/// @param upper receives every change; holds the changes of the run after its end
/// @param work an empty directory on the file system of `upper`, of no use after the run
/// @param places which directories of the merged tree appear where: `nix/store` at `/nix/store`.
///     Each is a mount of its own, so hard links and renames between them fail
public record Overlay(List<Path> lowers, Path upper, Path work, SortedMap<String, String> places) {

    private static final int MOST_LOWERS = 500;

    public Overlay {
        lowers = List.copyOf(lowers);
        places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
        if (lowers.isEmpty() || lowers.size() > MOST_LOWERS) {
            throw new IllegalArgumentException("an overlay of " + lowers.size() + " lowers");
        }
        for (String at : places.values()) {
            Bind.requireInside(at);
        }
    }

    /// Whether a path in the sandbox lies in this tree, so that the tree has to hold the mount
    /// point of whatever is bound there.
    boolean covers(String path) {
        for (String at : places.values()) {
            if (path.startsWith(at + "/")) {
                return true;
            }
        }
        return false;
    }
}
