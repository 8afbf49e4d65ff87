package dev.firn.nix.compare;

import dev.firn.nix.compare.Difference.Side;
import dev.firn.nix.compare.content.Cause;
import dev.firn.nix.compare.content.ElfFile;
import dev.firn.nix.nar.FileTree;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Compares two directories of debugging files, which have the build ids of their programs for
/// names: `.build-id/12/34abcd.debug`.
final class DebugDirectory {

    private final TreeComparison trees;
    private final String output;
    private final String path;
    private final SortedMap<String, FileTree> ours = new TreeMap<>();
    private final SortedMap<String, FileTree> theirs = new TreeMap<>();

    DebugDirectory(
            TreeComparison trees,
            String output,
            String path,
            FileTree.Directory ours,
            FileTree.Directory theirs)
            throws IOException {
        this.trees = trees;
        this.output = output;
        this.path = path;
        flatten(this.ours, ours.entries());
        flatten(this.theirs, trees.renamed(theirs));
    }

    /// First those with the same name; then those whose programs are known; then those that are
    /// the same but for the id; then what goes by the ids of these.
    void compare() throws IOException {
        for (String name : ours.keySet().toArray(String[]::new)) {
            if (theirs.containsKey(name)) {
                pair(name, name);
            }
        }
        pairKnown();
        for (String name : theirs.keySet().toArray(String[]::new)) {
            learn(name);
        }
        pairKnown();
        ours.keySet().forEach(name -> missing(name, Side.THEIRS));
        theirs.keySet().forEach(name -> missing(name, Side.OURS));
    }

    private void pairKnown() throws IOException {
        for (String name : theirs.keySet().toArray(String[]::new)) {
            Optional<Cause.BuildId> cause = trees.ids().cause(name);
            if (cause.isPresent()) {
                String our = BuildIds.renamed(name, cause.get());
                if (ours.containsKey(our)) {
                    trees.add(output, below(our), new Difference.Name(below(name), cause.get()));
                    pair(our, name);
                }
            }
        }
    }

    /// Finds the file of ours that is the same as this one but for the id, so that the two ids are
    /// known to go together. Both must be named by the id they have.
    private void learn(String name) throws IOException {
        if (!(theirs.get(name) instanceof FileTree.Regular their) || !namedById(name, their)) {
            return;
        }
        for (Map.Entry<String, FileTree> entry : ours.entrySet()) {
            if (entry.getValue() instanceof FileTree.Regular our
                    && our.size() == their.size()
                    && namedById(entry.getKey(), our)) {
                Optional<Difference.Content> content = trees.content(our, their);
                if (content.isPresent() && !content.get().causes().isEmpty()) {
                    return;
                }
            }
        }
    }

    private static boolean namedById(String name, FileTree.Regular file) throws IOException {
        Optional<String> id = ElfFile.buildId(file);
        return id.isPresent() && id.equals(BuildIds.of(name));
    }

    private void pair(String our, String their) throws IOException {
        FileTree a = ours.remove(our);
        FileTree b = theirs.remove(their);
        if (a != null && b != null) {
            trees.compare(output, below(our), a, b);
        }
    }

    private void missing(String name, Side side) {
        trees.missing(output, below(name), side);
    }

    private String below(String name) {
        return path + "/" + name;
    }

    /// One level, which holds all that is named by an id; empty directories stay.
    private void flatten(SortedMap<String, FileTree> into, SortedMap<String, FileTree> entries)
            throws IOException {
        for (Map.Entry<String, FileTree> entry : entries.entrySet()) {
            SortedMap<String, FileTree> below =
                    entry.getValue() instanceof FileTree.Directory directory
                            ? directory.entries()
                            : new TreeMap<>();
            if (below.isEmpty()) {
                into.put(entry.getKey(), entry.getValue());
            }
            for (Map.Entry<String, FileTree> file : below.entrySet()) {
                into.put(entry.getKey() + "/" + file.getKey(), file.getValue());
            }
        }
    }
}
