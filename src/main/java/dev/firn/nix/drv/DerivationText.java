package dev.firn.nix.drv;

import dev.firn.nix.path.StorePath;
import dev.firn.nix.text.AtermReader;
import dev.firn.nix.text.AtermWriter;
import dev.firn.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The text form of a derivation: `Derive([outputs],[inputs],[sources],"system",...)`.
final class DerivationText {

    private final String source;
    private final AtermReader text;

    /// @param source where the text is from, for complaints
    DerivationText(String source, String text) {
        this.source = source;
        this.text = new AtermReader(text);
    }

    Derivation parse() {
        try {
            if (text.startsWith("DrvWithVersion(")) {
                throw dynamic();
            }
            text.expect("Derive(");
            SortedMap<String, Output> outputs = outputs();
            text.expect(",");
            SortedMap<StorePath, SortedSet<String>> inputDrvs = inputs();
            text.expect(",");
            SortedSet<StorePath> inputSrcs = sources();
            text.expect(",");
            String system = text.string();
            text.expect(",");
            String builder = text.string();
            text.expect(",");
            List<String> args = text.strings();
            text.expect(",");
            SortedMap<String, String> env = env();
            text.expect(")");
            text.expectEnd();
            return new Derivation(outputs, inputDrvs, inputSrcs, system, builder, args, env);
        } catch (IllegalArgumentException e) {
            throw new Problem(
                    Problem.Kind.INPUTS,
                    source + " is not a derivation, or a damaged one",
                    "at byte " + text.position() + ": " + e.getMessage(),
                    "nix-store --verify --check-contents",
                    e);
        }
    }

    private SortedMap<String, Output> outputs() {
        SortedMap<String, Output> outputs = new TreeMap<>();
        for (boolean more = text.open(); more; more = text.more()) {
            List<String> fields = text.tuple(4);
            putOnce(outputs, fields.get(0), OutputFields.parse(fields));
        }
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("there is no output");
        }
        return outputs;
    }

    private SortedMap<StorePath, SortedSet<String>> inputs() {
        SortedMap<StorePath, SortedSet<String>> inputs = new TreeMap<>();
        for (boolean more = text.open(); more; more = text.more()) {
            text.expect("(");
            StorePath path = StorePath.parse(text.string());
            text.expect(",");
            SortedSet<String> wanted = new TreeSet<>(text.strings());
            text.expect(")");
            putOnce(inputs, path, wanted);
        }
        return inputs;
    }

    private SortedSet<StorePath> sources() {
        SortedSet<StorePath> sources = new TreeSet<>();
        for (String path : text.strings()) {
            sources.add(StorePath.parse(path));
        }
        return sources;
    }

    private SortedMap<String, String> env() {
        SortedMap<String, String> env = new TreeMap<>();
        for (boolean more = text.open(); more; more = text.more()) {
            List<String> fields = text.tuple(2);
            putOnce(env, fields.get(0), fields.get(1));
        }
        return env;
    }

    private static <K, V> void putOnce(Map<K, V> map, K key, V value) {
        if (map.putIfAbsent(key, value) != null) {
            throw new IllegalArgumentException("'" + key + "' is there twice");
        }
    }

    private Problem dynamic() {
        return new Problem(
                Problem.Kind.INPUTS,
                source + " depends on derivations that other derivations make",
                "firn cannot build such dynamic derivations",
                "build it with nix-build");
    }

    static String print(Derivation derivation) {
        AtermWriter out = new AtermWriter();
        out.raw("Derive([");
        for (Map.Entry<String, Output> output : derivation.outputs().entrySet()) {
            out.item(OutputFields.print(output.getKey(), output.getValue()));
        }
        out.raw("],[");
        for (Map.Entry<StorePath, SortedSet<String>> in : derivation.inputDrvs().entrySet()) {
            out.separate().raw("(").string(in.getKey().toString()).raw(",");
            out.strings(in.getValue()).raw(")");
        }
        out.raw("],");
        List<String> sources = new ArrayList<>();
        for (StorePath path : derivation.inputSrcs()) {
            sources.add(path.toString());
        }
        out.strings(sources).raw(",").string(derivation.system()).raw(",");
        out.string(derivation.builder()).raw(",").strings(derivation.args()).raw(",[");
        for (Map.Entry<String, String> variable : derivation.env().entrySet()) {
            out.item(List.of(variable.getKey(), variable.getValue()));
        }
        return out.raw("])").toString();
    }
}
