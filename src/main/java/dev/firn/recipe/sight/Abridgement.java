package dev.firn.recipe.sight;

import dev.firn.bash.ShellFunction;
import dev.firn.bash.ShellState;
import dev.firn.bash.Variable;
import dev.firn.recipe.SkipRules;
import dev.firn.recipe.environment.Outputs;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Functions of stdenv that mention more than they use: what to read in place of their texts.
final class Abridgement {

    private static final Set<String> WRITE_SETUP_HOOK =
            Set.of("fixupPhase", "recordPropagatedDependencies");

    private static final Pattern SUBSTITUTE_ALL = Pattern.compile("\\bsubstituteAll\\w*");

    /// A function that does nothing where `out` is the only output.
    private static final Pattern NOT_FOR_ONE_OUTPUT =
            Pattern.compile(
                    "^\\w+\\s*\\(\\)\\s*\\{\\s*if \\[\\[? \"?\\$\\(getAllOutputNames\\)\"? ==? "
                            + "\"?out\"? [^;]*(;[^;]*)?; then\\s+return;?\\s+fi;");

    /// Adds words in front of a list without looking at the list.
    private static final Pattern PREPENDS =
            Pattern.compile("\\bprependToVar\\s+(installFlags)(?=\\s)");

    private final SkipRules skips;
    private final Map<String, String> forOneOutput = new HashMap<>();
    private final Map<String, String> withoutHook = new HashMap<>();
    private final Map<String, String> prepending = new HashMap<>();
    private String runPhase = "";
    private String runPhaseWithoutRules = "";

    /// @param skips rules in `runPhase`, which names every phase in them
    Abridgement(SkipRules skips) {
        this.skips = skips;
    }

    /// @param texts what to read in place of a function's text, by its name
    /// @param prepending functions that add words in front of a list, with the list
    record Abridged(Map<String, String> texts, Map<String, String> prepending) {
        Abridged {
            texts = Map.copyOf(texts);
            prepending = Map.copyOf(prepending);
        }
    }

    Abridged of(ShellState state) {
        boolean onlyOut = Outputs.isOnlyOut(state);
        boolean setupHook = !isEmpty("setupHook", state) || !isEmpty("setupHooks", state);
        Map<String, String> texts = new HashMap<>();
        Map<String, String> lists = new HashMap<>();
        for (Map.Entry<String, ShellFunction> function : state.functions().entrySet()) {
            String name = function.getKey();
            String text = function.getValue().text();
            if (name.equals("runPhase")) {
                texts.put(name, withoutRules(text));
            } else if (WRITE_SETUP_HOOK.contains(name) && !setupHook) {
                // They substitute every variable into a setup hook, but only if there is one.
                texts.put(name, withoutHook.computeIfAbsent(text, Abridgement::withoutHook));
            } else if (text.contains("getAllOutputNames")) {
                String start =
                        onlyOut ? forOneOutput.computeIfAbsent(text, Abridgement::start) : text;
                String list = prepending.computeIfAbsent(text, Abridgement::list);
                if (!start.equals(text)) {
                    texts.put(name, start);
                } else if (!list.isEmpty()) {
                    texts.put(name, PREPENDS.matcher(text).replaceAll("prependToVar "));
                    lists.put(name, list);
                }
            }
        }
        return new Abridged(texts, lists);
    }

    private String withoutRules(String text) {
        if (!text.equals(runPhase)) {
            runPhase = text;
            runPhaseWithoutRules = skips.without(text);
        }
        return runPhaseWithoutRules;
    }

    private static String withoutHook(String text) {
        return SUBSTITUTE_ALL.matcher(text).replaceAll("");
    }

    private static String start(String text) {
        Matcher start = NOT_FOR_ONE_OUTPUT.matcher(text);
        return start.find() ? text.substring(0, start.end()) : text;
    }

    private static String list(String text) {
        Matcher prepends = PREPENDS.matcher(text);
        return prepends.find() ? prepends.group(1) : "";
    }

    private static boolean isEmpty(String name, ShellState state) {
        Variable variable = state.variables().get(name);
        return variable == null || variable.text().isEmpty();
    }
}
