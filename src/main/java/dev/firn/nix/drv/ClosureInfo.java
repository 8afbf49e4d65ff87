package dev.firn.nix.drv;

import dev.firn.digest.Digest;
import dev.firn.nix.path.StorePath;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What the store knows of paths, for the few derivations that ask for a graph of references.
public interface ClosureInfo {

    /// @param references may hold the path itself
    /// @param contentAddress such as `fixed:r:sha256:...`; empty for a path that has none
    record PathFacts(
            Digest narHash, long narSize, SortedSet<StorePath> references, String contentAddress) {
        public PathFacts {
            references = Collections.unmodifiableSortedSet(new TreeSet<>(references));
        }
    }

    /// Whether the path is an input of the build, or needed by one at run time.
    boolean isInput(StorePath path);

    /// Empty if the path is not valid.
    Optional<PathFacts> facts(StorePath path);

    /// The derivation at a valid path.
    Derivation derivation(StorePath drvPath);
}
