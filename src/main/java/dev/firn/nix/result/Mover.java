package dev.firn.nix.result;

import dev.firn.nix.path.StorePath;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// The tools of the build itself, with which Nix can move a result that names itself in ways a
/// content-addressed path cannot have.
///
/// @param bash path of a bash that is there in Nix's sandbox
/// @param path value of `PATH` with GNU coreutils, sed and, for packed files, gzip
/// @param inputs the store paths in which these are
public record Mover(String bash, String path, SortedSet<StorePath> inputs) {

    public Mover {
        inputs = Collections.unmodifiableSortedSet(new TreeSet<>(inputs));
    }
}
