package dev.firn.nix.result;

import dev.firn.nix.nar.FileTree;
import dev.firn.nix.nar.NarFacts;
import dev.firn.nix.nar.ReferenceScan;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.piece.ScratchPaths;
import dev.firn.nix.relocate.Relocation;
import dev.firn.nix.relocate.Survey;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// An output that is there, and what it names.
///
/// @param raw the archive of the tree as it was built
/// @param references paths it names, as Nix sees them: inputs, and outputs by their scratch paths
record ScannedOutput(
        String name,
        StorePath scratch,
        FileTree tree,
        NarFacts raw,
        SortedSet<StorePath> references,
        Survey survey) {

    ScannedOutput {
        references = Collections.unmodifiableSortedSet(new TreeSet<>(references));
    }

    /// Reads all outputs.
    ///
    /// @param drvPath for messages
    /// @param inputs paths that can be referred to, outputs aside
    /// @throws Problem when an output is missing or could have been tampered with
    static List<ScannedOutput> read(
            StorePath drvPath, Collection<BuiltOutput> outputs, Collection<StorePath> inputs)
            throws IOException {
        List<StorePath> scratch = new ArrayList<>();
        for (BuiltOutput output : outputs) {
            check(drvPath, output);
            scratch.add(output.scratch());
        }
        List<StorePath> candidates = new ArrayList<>(inputs);
        candidates.addAll(scratch);
        ScratchPaths paths = new ScratchPaths(scratch);
        List<ScannedOutput> scanned = new ArrayList<>();
        for (BuiltOutput output : outputs) {
            FileTree tree = output.tree().orElseThrow();
            ReferenceScan scan = new ReferenceScan(candidates);
            NarFacts raw = NarFacts.of(tree, scan);
            Survey survey = Survey.of(output.name(), tree, paths);
            scanned.add(
                    new ScannedOutput(
                            output.name(), output.scratch(), tree, raw, scan.found(), survey));
        }
        return scanned;
    }

    ScannedOutput withReferences(Collection<StorePath> others) {
        return new ScannedOutput(name, scratch, tree, raw, new TreeSet<>(others), survey);
    }

    /// Packed files that could not be looked into, as `<output>/<file>`.
    List<String> sealed() {
        return survey.sealed().stream().map(file -> name + "/" + file).toList();
    }

    /// The same tree as it is once the outputs have moved.
    ///
    /// @param moves from the path where an output was built to its new one
    ScannedOutput moved(Map<StorePath, StorePath> moves) throws IOException {
        FileTree there = Relocation.of(tree, survey, moves);
        SortedSet<StorePath> named = ContentAddressed.moved(references, moves);
        ReferenceScan scan = new ReferenceScan(named);
        NarFacts facts = NarFacts.of(there, scan);
        StorePath path = moves.getOrDefault(scratch, scratch);
        return new ScannedOutput(name, path, there, facts, scan.found(), survey);
    }

    private static void check(StorePath drvPath, BuiltOutput output) {
        String where = "output '" + output.name() + "' at '" + output.scratch() + "'";
        if (output.tree().isEmpty()) {
            throw new Problem(
                    Problem.Kind.RESULT,
                    "builder for '" + drvPath + "' failed to produce output path for " + where,
                    "",
                    "");
        }
        if (output.suspicious()) {
            throw new Problem(
                    Problem.Kind.RESULT,
                    "suspicious ownership or permission on '"
                            + output.scratch()
                            + "' for output '"
                            + output.name()
                            + "'; rejecting this build output",
                    "its group or everybody may write it",
                    "");
        }
    }
}
