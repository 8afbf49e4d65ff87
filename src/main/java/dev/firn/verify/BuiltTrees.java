package dev.firn.verify;

import dev.firn.cache.BuildRecord;
import dev.firn.cache.StepRecord;
import dev.firn.digest.Digest;
import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.daemon.PathInfo;
import dev.firn.nix.nar.FileTree;
import dev.firn.nix.nar.NarFacts;
import dev.firn.nix.path.StorePath;
import dev.firn.overlay.View;
import dev.firn.snapshot.Chain;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The outputs of a build as they lie in its layers.
record BuiltTrees(CacheDirectory cache, NixDaemon daemon) {

    /// Those that are not what is in the store at the same path: something else was there before,
    /// and has stayed. When the layers are gone nobody can tell any more, and what is in the store
    /// counts.
    SortedMap<String, FileTree> others(BuildRecord build, SortedMap<String, StorePath> paths)
            throws IOException {
        SortedMap<String, FileTree> others = new TreeMap<>();
        Optional<Chain> chain = chain(build);
        if (chain.isEmpty()) {
            return others;
        }
        View view = chain.get().view();
        for (Map.Entry<String, StorePath> path : paths.entrySet()) {
            Optional<FileTree> tree = view.tree("nix/store/" + path.getValue().basename());
            Optional<Digest> stored = daemon.pathInfo(path.getValue()).map(PathInfo::narHash);
            if (tree.isPresent() && !stored.equals(Optional.of(NarFacts.of(tree.get()).hash()))) {
                others.put(path.getKey(), tree.get());
            }
        }
        return others;
    }

    private Optional<Chain> chain(BuildRecord build) throws IOException {
        for (StepRecord step : build.steps().reversed()) {
            if (step.layer().isPresent()) {
                return Chain.load(cache, step.layer().get());
            }
        }
        return Optional.empty();
    }
}
