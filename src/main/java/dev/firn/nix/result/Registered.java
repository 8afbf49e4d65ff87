package dev.firn.nix.result;

import dev.firn.nix.path.StorePath;
import dev.firn.nix.relocate.Stale;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Outputs that are in the store now, and stay there at least as long as the connection.
///
/// @param outputs final path by the output's name
/// @param stale places that still name a scratch path; not empty only where that was accepted
/// @param sealed packed files that could not be looked into, as `<output>/<file>`
public record Registered(
        SortedMap<String, StorePath> outputs,
        Placement placement,
        List<Stale> stale,
        List<String> sealed) {

    public Registered {
        outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
        stale = List.copyOf(stale);
        sealed = List.copyOf(sealed);
    }
}
