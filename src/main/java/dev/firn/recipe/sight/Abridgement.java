package dev.firn.recipe.sight;

import dev.firn.bash.ShellState;
import dev.firn.bash.Variable;
import dev.firn.bash.mention.Mentions;
import dev.firn.recipe.SkipRules;
import dev.firn.recipe.environment.Outputs;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Functions of stdenv that mention more than they use: what to read in place of their texts.
final class Abridgement {

    private static final Set<String> WRITE_SETUP_HOOK =
            Set.of("fixupPhase", "recordPropagatedDependencies");

    /// In a message of `patchShebangs`, which does not look at the variable.
    private static final String ADVICE = "(set dontPatchShebangs=1 ";

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
    private final Map<String, Boolean> ofOutputs = new HashMap<>();
    private String runPhase = "";
    private String runPhaseWithoutRules = "";

    /// @param skips rules in `runPhase`, which names every phase in them
    Abridgement(SkipRules skips) {
        this.skips = skips;
    }

    /// How to read the functions of a state.
    Abridged of(ShellState state) {
        boolean setupHook = !isEmpty("setupHook", state) || !isEmpty("setupHooks", state);
        return new Abridged(Outputs.isOnlyOut(state), setupHook);
    }

    /// What was read of the functions of a state, and what was found by that.
    final class Abridged implements Mentions.Texts {

        private final boolean onlyOut;
        private final boolean setupHook;
        private final Set<String> prepended = new HashSet<>();

        private Abridged(boolean onlyOut, boolean setupHook) {
            this.onlyOut = onlyOut;
            this.setupHook = setupHook;
        }

        @Override
        public String of(String name, String text) {
            if (name.equals("runPhase")) {
                return withoutRules(text);
            }
            if (name.equals("patchShebangs")) {
                return text.replace(ADVICE, "");
            }
            if (WRITE_SETUP_HOOK.contains(name) && !setupHook) {
                // They substitute every variable into a setup hook, but only if there is one.
                return withoutHook.computeIfAbsent(text, Abridgement::withoutHook);
            }
            if (!ofOutputs.computeIfAbsent(text, Abridgement::namesOutputs)) {
                return text;
            }
            String start = onlyOut ? forOneOutput.computeIfAbsent(text, Abridgement::start) : text;
            String list = prepending.computeIfAbsent(text, Abridgement::list);
            if (!start.equals(text) || list.isEmpty()) {
                return start;
            }
            prepended.add(list);
            return PREPENDS.matcher(text).replaceAll("prependToVar ");
        }

        /// Lists in front of which functions that were read add words.
        Set<String> prepended() {
            return Set.copyOf(prepended);
        }
    }

    private String withoutRules(String text) {
        if (!text.equals(runPhase)) {
            runPhase = text;
            runPhaseWithoutRules = skips.without(text);
        }
        return runPhaseWithoutRules;
    }

    private static boolean namesOutputs(String text) {
        return text.contains("getAllOutputNames");
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
