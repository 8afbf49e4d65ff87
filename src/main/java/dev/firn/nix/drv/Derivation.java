package dev.firn.nix.drv;

import dev.firn.nix.path.StorePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A derivation as its `.drv` file says it.
///
/// Every string is bytes, one `char` each (ISO 8859-1), and all orders are those of the bytes;
/// so [#print] of what [#parse] read is the same text again.
///
/// @param inputDrvs the wanted output names of each derivation that must be built first
public record Derivation(
        SortedMap<String, Output> outputs,
        SortedMap<StorePath, SortedSet<String>> inputDrvs,
        SortedSet<StorePath> inputSrcs,
        String system,
        String builder,
        List<String> args,
        SortedMap<String, String> env) {

    private static final String EXTENSION = ".drv";
    private static final String BUILTIN = "builtin:";

    public Derivation {
        outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
        SortedMap<StorePath, SortedSet<String>> inputs = new TreeMap<>();
        for (Map.Entry<StorePath, SortedSet<String>> input : inputDrvs.entrySet()) {
            inputs.put(
                    input.getKey(),
                    Collections.unmodifiableSortedSet(new TreeSet<>(input.getValue())));
        }
        inputDrvs = Collections.unmodifiableSortedMap(inputs);
        inputSrcs = Collections.unmodifiableSortedSet(new TreeSet<>(inputSrcs));
        args = List.copyOf(args);
        env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
    }

    /// @throws dev.firn.problem.Problem when the text is not a derivation, or one of a kind that
    ///     firn cannot build
    public static Derivation parse(String text) {
        return new DerivationText("this text", text).parse();
    }

    /// Reads and parses a `.drv` file.
    public static Derivation read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        return new DerivationText(file.toString(), text).parse();
    }

    /// The name of the derivation at this path, which its text does not say.
    ///
    /// @throws IllegalArgumentException when it is not the path of a derivation
    public static String nameOf(StorePath drvPath) {
        String name = drvPath.name();
        if (!drvPath.isDerivation() || name.length() == EXTENSION.length()) {
            throw new IllegalArgumentException("not a derivation: " + drvPath);
        }
        return name.substring(0, name.length() - EXTENSION.length());
    }

    /// The text of the `.drv` file.
    public String print() {
        return DerivationText.print(this);
    }

    /// This derivation as it is hashed to find its output paths: without them, in the outputs and
    /// in the variables of the same names. Fixed outputs stay, because theirs follow from a hash.
    public Derivation blanked() {
        SortedMap<String, Output> blankOutputs = new TreeMap<>(outputs);
        SortedMap<String, String> blankEnv = new TreeMap<>(env);
        for (Map.Entry<String, Output> output : outputs.entrySet()) {
            if (output.getValue() instanceof Output.InputAddressed) {
                blankOutputs.put(output.getKey(), new Output.Deferred());
                blankEnv.replace(output.getKey(), "");
            }
        }
        return new Derivation(blankOutputs, inputDrvs, inputSrcs, system, builder, args, blankEnv);
    }

    /// This derivation with the paths of its inputs' outputs in place of what Nix wrote while they
    /// were unknown. Only a derivation without known output paths can need this.
    ///
    /// @param inputs the outputs of input derivations that have been built, by name
    public Derivation resolved(Map<StorePath, ? extends Map<String, StorePath>> inputs) {
        Replacements paths = new Replacements();
        for (Map.Entry<StorePath, ? extends Map<String, StorePath>> input : inputs.entrySet()) {
            for (Map.Entry<String, StorePath> output : input.getValue().entrySet()) {
                paths.add(
                        Placeholder.ofInput(input.getKey(), output.getKey()),
                        output.getValue().toString());
            }
        }
        return new Derivation(
                outputs,
                inputDrvs,
                inputSrcs,
                system,
                paths.in(builder),
                paths.in(args),
                paths.in(env));
    }

    /// Whether the output's hash is known beforehand; Nix then gives the builder the network.
    public boolean isFixed() {
        for (Output output : outputs.values()) {
            if (output instanceof Output.Fixed) {
                return true;
            }
        }
        return false;
    }

    /// Whether Nix does the work itself and no program is run (`builtin:fetchurl`).
    public boolean isBuiltin() {
        return builder.startsWith(BUILTIN);
    }

    /// The attributes that say how it is to be built and checked.
    public Attributes attributes() {
        return Attributes.of(env);
    }
}
