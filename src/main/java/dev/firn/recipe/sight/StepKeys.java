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
/// the working directory and the like, and the number of cores and limits of the process, which are
/// the machine's as long as the recipe does not set them.
final class StepKeys {

    /// Differs between machines, and is no matter of the recipe unless that sets it.
    private static final String CORES = "NIX_BUILD_CORES";

    private static final String SET_LIMIT = "ulimit";

    private static final Set<Setting.Kind> LIMITS =
            Set.of(Setting.Kind.SOFT_LIMIT, Setting.Kind.HARD_LIMIT);

    private static final Set<Setting.Kind> OF_THE_PROCESS =
            Set.of(Setting.Kind.SECONDS, Setting.Kind.DIRECTORY);

    private final int cores;
    private final boolean limits;

    private final Map<String, Made<Variable>> variables = new HashMap<>();
    private final Map<String, Made<ShellFunction>> functions = new HashMap<>();

    /// A part, and what it was made from.
    private record Made<T>(T value, KeyPart part) {}

    /// @param fresh the state after the setup
    /// @param cores that this machine gives to builds
    StepKeys(ShellState fresh, int cores) {
        this.cores = cores;
        this.limits = setsLimits(fresh);
    }

    /// Whether the recipe may have set limits of the process, which are the machine's otherwise.
    private static boolean setsLimits(ShellState fresh) {
        for (Variable variable : fresh.variables().values()) {
            for (String text : variable.value().texts()) {
                if (text.contains(SET_LIMIT)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isOfTheMachine(String name, Variable value) {
        return name.equals(CORES) && value.text().equals(Integer.toString(cores));
    }

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
            if (!isOfTheMachine(variable.getKey(), variable.getValue())) {
                parts.add(part(variable.getKey(), variable.getValue()));
            }
        }
        for (Map.Entry<String, ShellFunction> function : seen.functions().entrySet()) {
            parts.add(part(function.getKey(), function.getValue()));
        }
        for (Map.Entry<Setting, Value> setting : seen.settings().entrySet()) {
            Setting name = setting.getKey();
            if (!OF_THE_PROCESS.contains(name.kind())
                    && (limits || !LIMITS.contains(name.kind()))) {
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
