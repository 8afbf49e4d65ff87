package dev.firn.recipe.sight;

import dev.firn.bash.Setting;
import dev.firn.bash.ShellFunction;
import dev.firn.bash.ShellState;
import dev.firn.bash.Value;
import dev.firn.bash.Variable;
import dev.firn.key.KeyPart;
import dev.firn.key.KeyPart.Kind;
import dev.firn.key.KeyParts;
import dev.firn.key.StepKey;
import dev.firn.nix.path.StorePath;
import dev.firn.recipe.Step;
import dev.firn.recipe.StepScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Makes the parts of the keys of a plan's steps.
///
/// In the key: the parent's key, the step, everything of the fresh state after the setup that the
/// step may see, and the inputs that it can name; those that the steps before it could name follow
/// from the parent. Not in it: values that earlier steps produced (they follow from the parent),
/// the working directory and the like, and the number of cores, which is the machine's.
final class StepKeys {

    /// Differ between machines, and are no matter of the recipe.
    private static final Set<String> OF_THE_MACHINE = Set.of("NIX_BUILD_CORES");

    private static final Set<Setting.Kind> OF_THE_PROCESS =
            Set.of(
                    Setting.Kind.SECONDS,
                    Setting.Kind.SOFT_LIMIT,
                    Setting.Kind.HARD_LIMIT,
                    Setting.Kind.DIRECTORY);

    private final Map<String, Made<Variable>> variables = new HashMap<>();
    private final Map<String, Made<ShellFunction>> functions = new HashMap<>();

    /// A part, and what it was made from.
    private record Made<T>(T value, KeyPart part) {}

    /// @param parent the key of the layer that the step stands on
    /// @param how the way the step is run, besides its name
    /// @param seen the fresh state as the step may see it
    /// @param sight for the files and the inputs
    KeyParts of(StepKey parent, Step step, String how, ShellState seen, Sight sight) {
        List<KeyPart> parts = new ArrayList<>();
        parts.add(new KeyPart(Kind.PARENT, "key", parent.hex()));
        parts.add(new KeyPart(Kind.STEP, "name", step.name()));
        parts.add(new KeyPart(Kind.STEP, "run", how));
        for (Map.Entry<String, Variable> variable : seen.variables().entrySet()) {
            if (!OF_THE_MACHINE.contains(variable.getKey())) {
                parts.add(part(variable.getKey(), variable.getValue()));
            }
        }
        for (Map.Entry<String, ShellFunction> function : seen.functions().entrySet()) {
            parts.add(part(function.getKey(), function.getValue()));
        }
        for (Map.Entry<Setting, Value> setting : seen.settings().entrySet()) {
            Setting name = setting.getKey();
            if (!OF_THE_PROCESS.contains(name.kind())) {
                String label = (name.kind().name() + ' ' + name.name()).strip();
                parts.add(new KeyPart(Kind.SHELL, label, text(setting.getValue())));
            }
        }
        for (Map.Entry<String, byte[]> file : sight.files().entrySet()) {
            String text = new String(file.getValue(), StandardCharsets.ISO_8859_1);
            parts.add(new KeyPart(Kind.FILE, file.getKey(), text));
        }
        for (StorePath input : sight.inputs()) {
            parts.add(new KeyPart(Kind.INPUT, input.basename(), ""));
        }
        return KeyParts.of(parts);
    }

    private KeyPart part(String name, Variable value) {
        Made<Variable> made = variables.get(name);
        if (made == null || !made.value().equals(value)) {
            String text = value.flags() + ' ' + text(value.value());
            made = new Made<>(value, new KeyPart(Kind.VARIABLE, name, text));
            variables.put(name, made);
        }
        return made.part();
    }

    private KeyPart part(String name, ShellFunction value) {
        Made<ShellFunction> made = functions.get(name);
        if (made == null || !made.value().equals(value)) {
            String text = value.flags() + ' ' + value.text();
            made = new Made<>(value, new KeyPart(Kind.FUNCTION, name, text));
            functions.put(name, made);
        }
        return made.part();
    }

    /// One text for each value, different for different values; readable, for explanations.
    private static String text(Value value) {
        return switch (value) {
            case Value.Unset() -> "unset";
            case Value.Scalar(String text) -> "= " + text;
            case Value.Indexed indexed -> elements(indexed.elements());
            case Value.Associative associative -> elements(new TreeMap<>(associative.elements()));
        };
    }

    private static String elements(Map<?, String> elements) {
        StringBuilder text = new StringBuilder("(");
        for (Map.Entry<?, String> element : elements.entrySet()) {
            text.append('[').append(StepScript.quote(element.getKey().toString())).append("]=");
            text.append(StepScript.quote(element.getValue())).append('\n');
        }
        return text.append(')').toString();
    }
}
