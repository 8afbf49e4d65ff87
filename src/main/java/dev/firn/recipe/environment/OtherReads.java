package dev.firn.recipe.environment;

import dev.firn.bash.ShellFunction;
import dev.firn.bash.ShellState;
import dev.firn.bash.Variable;
import dev.firn.nix.path.StorePath;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which variables are read from the environment by what a step is given, other than the files of
/// the steps before it: scripts among the inputs, the files that Nix lays into the build directory,
/// and what a child process may evaluate of its environment.
public final class OtherReads {

    private static final String PASSED_AS_FILE = ".attr-";

    private final InputReads inputs;
    private final Map<StorePath, SortedSet<String>> ofInputs = new HashMap<>();
    private final Map<SortedSet<StorePath>, SortedSet<String>> ofScripts = new HashMap<>();
    private final Map<String, SortedSet<String>> ofTexts = new HashMap<>();

    public OtherReads(InputReads inputs) {
        this.inputs = inputs;
    }

    /// @param seen what the step sees
    /// @param named inputs that it names
    /// @param behind inputs that only those refer to
    public SortedSet<String> of(
            ShellState seen,
            SortedMap<String, byte[]> files,
            Collection<StorePath> named,
            SortedSet<StorePath> behind) {
        SortedSet<String> names = new TreeSet<>();
        for (Map.Entry<String, Variable> variable : seen.variables().entrySet()) {
            // Those that may be hidden are read by stdenv's code alone.
            if (variable.getValue().isExported() && !Hidable.is(variable.getKey())) {
                for (String text : variable.getValue().value().texts()) {
                    names.addAll(ofTexts.computeIfAbsent(text, OtherReads::ofText));
                }
            }
        }
        for (ShellFunction function : seen.functions().values()) {
            if (function.flags().contains("x")) {
                names.addAll(ofTexts.computeIfAbsent(function.text(), OtherReads::ofText));
            }
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (file.getKey().startsWith(PASSED_AS_FILE)) {
                names.addAll(ofText(new String(file.getValue(), StandardCharsets.ISO_8859_1)));
            }
        }
        for (StorePath input : named) {
            names.addAll(ofInputs.computeIfAbsent(input, inputs::of));
        }
        for (String name : ofScripts.computeIfAbsent(behind, inputs::ofScripts)) {
            if (!name.equals(EnvironmentReads.EVERYTHING)) {
                names.add(name);
            }
        }
        return names;
    }

    private static SortedSet<String> ofText(String text) {
        EnvironmentReads reads = new EnvironmentReads();
        reads.addText(text);
        return reads.names();
    }
}
