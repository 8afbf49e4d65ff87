package dev.firn.nix.result;

import dev.firn.nix.daemon.PathInfo;
import dev.firn.nix.drv.StableDerivation;
import dev.firn.nix.path.StorePath;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is to be put into the store.
///
/// @param outputs all outputs of the derivation
/// @param inputs the closure of the derivation's inputs: all that an output can refer to
/// @param acceptStale whether it may still name scratch paths where those cannot be rewritten
/// @param mover for outputs that name themselves in ways a content-addressed path cannot have
public record ResultRequest(
        StorePath drvPath,
        StableDerivation derivation,
        List<BuiltOutput> outputs,
        SortedMap<StorePath, PathInfo> inputs,
        boolean acceptStale,
        Mover mover) {

    /// Whether a result is to lie at the derivation's own output paths, so that Nix takes it for
    /// what the derivation builds.
    public enum Register {
        /// It lies wherever this user may put it.
        NO,
        /// It is refused if it cannot, or if a layer of it was reused by force.
        YES,
        /// It is refused if it cannot.
        EVEN_IF_FORCED
    }

    public ResultRequest {
        outputs = List.copyOf(outputs);
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }
}
