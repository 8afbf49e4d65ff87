package dev.firn.nix.drv;

import dev.firn.digest.Digest;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.path.StorePaths;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// A derivation that uses other store paths in the place of some of its inputs.
///
/// @param sources all its inputs, those in the place of others too, whatever they were built from
/// @param moves from an input's path to the one in its place; the names are the same
public record OtherInputs(SortedSet<StorePath> sources, Map<StorePath, StorePath> moves) {

    /// The derivation with these inputs, and the output paths that follow from it.
    ///
    /// @param name of the derivation
    /// @param original its outputs have known paths
    public Derivation in(String name, Derivation original) {
        Replacements paths = new Replacements();
        moves.forEach((from, to) -> paths.add(from.basename(), to.basename()));
        SortedMap<String, String> env = paths.in(original.env());
        for (Map.Entry<String, Output> output : original.outputs().entrySet()) {
            if (output.getValue() instanceof Output.InputAddressed) {
                env.replace(output.getKey(), "");
            }
        }
        Derivation moved =
                new Derivation(
                        original.outputs(),
                        new TreeMap<>(),
                        sources,
                        original.system(),
                        paths.in(original.builder()),
                        paths.in(original.args()),
                        env);
        byte[] text = moved.blanked().print().getBytes(StandardCharsets.ISO_8859_1);
        SortedMap<String, Output> outputs = new TreeMap<>(original.outputs());
        for (Map.Entry<String, Output> output : original.outputs().entrySet()) {
            if (output.getValue() instanceof Output.InputAddressed) {
                StorePath path = StorePaths.output(Digest.of(text), output.getKey(), name);
                outputs.put(output.getKey(), new Output.InputAddressed(path));
                env.replace(output.getKey(), path.toString());
            }
        }
        return new Derivation(
                outputs,
                new TreeMap<>(),
                sources,
                moved.system(),
                moved.builder(),
                moved.args(),
                env);
    }
}
