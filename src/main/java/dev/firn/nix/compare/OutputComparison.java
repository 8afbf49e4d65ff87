package dev.firn.nix.compare;

import dev.firn.linux.PathBytes;
import dev.firn.nix.compare.stream.PathSwap;
import dev.firn.nix.nar.FileTree;
import dev.firn.nix.nar.HostTree;
import dev.firn.nix.path.StorePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Compares the outputs of two builds of one derivation, file by file, by what a Nix archive keeps:
/// names, types, content, link targets, and whether a file can be executed. Their hashes count as
/// ours wherever they occur.
///
/// @param built where our build had its outputs before they were moved
/// @param room a directory where files may be unpacked
public record OutputComparison(Collection<StorePath> built, Path room) {

    public OutputComparison {
        built = List.copyOf(built);
    }

    /// Reads both, streaming.
    ///
    /// @param ours by the name of the output: where it lies, in a store, so that the last name of
    ///     the path begins with its hash
    /// @param theirs the same of the other build
    public Comparison of(SortedMap<String, Path> ours, SortedMap<String, Path> theirs)
            throws IOException {
        PathSwap swap = new PathSwap(storePaths(ours), storePaths(theirs), built);
        return compare(swap, trees(ours), trees(theirs));
    }

    /// Compares trees that were built at the same paths, so that no hash has to be changed.
    ///
    /// @param ours by the name of the output
    /// @param theirs the same of the other build
    public Comparison ofTrees(SortedMap<String, FileTree> ours, SortedMap<String, FileTree> theirs)
            throws IOException {
        return compare(new PathSwap(new TreeMap<>(), new TreeMap<>(), built), ours, theirs);
    }

    private Comparison compare(
            PathSwap swap, SortedMap<String, FileTree> ours, SortedMap<String, FileTree> theirs)
            throws IOException {
        TreeComparison trees = new TreeComparison(swap, room);
        TreeSet<String> outputs = new TreeSet<>(ours.keySet());
        outputs.addAll(theirs.keySet());
        for (String output : outputs) {
            FileTree our = ours.get(output);
            FileTree their = theirs.get(output);
            if (our == null) {
                trees.missing(output, "", Difference.Side.OURS);
            } else if (their == null) {
                trees.missing(output, "", Difference.Side.THEIRS);
            } else {
                trees.compare(output, "", our, their);
            }
        }
        return trees.finish();
    }

    private static SortedMap<String, FileTree> trees(SortedMap<String, Path> outputs)
            throws IOException {
        SortedMap<String, FileTree> trees = new TreeMap<>();
        for (Map.Entry<String, Path> output : outputs.entrySet()) {
            trees.put(output.getKey(), HostTree.of(output.getValue()));
        }
        return trees;
    }

    private static SortedMap<String, StorePath> storePaths(SortedMap<String, Path> outputs) {
        SortedMap<String, StorePath> paths = new TreeMap<>();
        for (Map.Entry<String, Path> output : outputs.entrySet()) {
            paths.put(output.getKey(), StorePath.ofBasename(PathBytes.name(output.getValue())));
        }
        return paths;
    }
}
