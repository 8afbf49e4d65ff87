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

    public ResultRequest {
        outputs = List.copyOf(outputs);
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }
}
