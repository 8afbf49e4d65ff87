package dev.firn.recipe;

import dev.firn.bash.Setting;
import dev.firn.bash.ShellFunction;
import dev.firn.bash.ShellState;
import dev.firn.bash.Value;
import dev.firn.bash.Variable;
import dev.firn.bash.mention.MentionRules;
import dev.firn.bash.mention.MentionRules.DerivedName;
import dev.firn.bash.mention.Mentions;
import dev.firn.bash.mention.Readings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the code of a step can name: the idioms of stdenv and of nixpkgs' hooks, in one place.
final class Reach {

    static final Setting EXIT_TRAP = Setting.Kind.TRAP.of("EXIT");

    private static final List<String> STANDARD_PHASES =
            List.of(
                    "unpackPhase",
                    "patchPhase",
                    "configurePhase",
                    "buildPhase",
                    "checkPhase",
                    "installPhase",
                    "fixupPhase",
                    "installCheckPhase",
                    "distPhase");

    /// They name every phase, or write every exported variable into a file.
    private static final Set<String> RUNNER =
            Set.of(
                    "phases",
                    "genericBuild",
                    "runPhase",
                    "definePhases",
                    "printPhases",
                    "curPhase",
                    "dumpVars");

    /// Usual names of outputs, which in `lib/` or `/dev/null` are no mention of the variable.
    private static final Set<String> OUTPUTS =
            Set.of(
                    "out", "dev", "bin", "lib", "man", "doc", "info", "include", "static", "devdoc",
                    "devman", "debug", "dist", "py", "data");

    /// `runHook preBuild` runs the function or the text of that name and the array `preBuildHooks`;
    /// `runHook failureHook` the array `failureHooks`.
    private static final List<DerivedName> HOOKS =
            List.of(new DerivedName("", "Hooks"), new DerivedName("Hook", "Hooks"));

    private final Mentions mentions;

    private Reach(Mentions mentions) {
        this.mentions = mentions;
    }

    /// Readings of the shell code of a plan with these steps.
    static Readings readings(Collection<Step> steps) {
        Set<String> phases = new HashSet<>(STANDARD_PHASES);
        for (Step step : steps) {
            phases.add(step.name());
        }
        return new Readings(new MentionRules(RUNNER, phases, OUTPUTS, HOOKS));
    }

    /// @param step that runs
    /// @param readings of its plan
    /// @param state before the step
    static Reach of(Step step, Readings readings, SkipRules skips, ShellState state) {
        List<String> roots = new ArrayList<>(List.of(step.name(), "showPhaseHeader"));
        roots.addAll(List.of("showPhaseFooter", "failureHook", "exitHook", "sourceRoot"));
        skips.toggle(step.name()).ifPresent(roots::add);
        if (state.settings().get(EXIT_TRAP) instanceof Value.Scalar(String trap)) {
            roots.addAll(List.of(trap.split("\\W+")));
        }
        return new Reach(Mentions.of(state, roots, texts(state), readings));
    }

    /// fixupPhase substitutes every variable into a setup hook, but only if there is one.
    private static Map<String, String> texts(ShellState state) {
        Map<String, String> texts = new HashMap<>();
        ShellFunction fixup = state.functions().get("fixupPhase");
        if (fixup != null && isEmpty("setupHook", state) && isEmpty("setupHooks", state)) {
            texts.put("fixupPhase", fixup.text().replaceAll("\\bsubstituteAll\\w*", ""));
        }
        return texts;
    }

    private static boolean isEmpty(String name, ShellState state) {
        Variable variable = state.variables().get(name);
        return variable == null || variable.text().isEmpty();
    }

    boolean mentions(String name) {
        return mentions.reaches(name);
    }

    /// Whether the step looks at the name of a phase or assigns to it, but does not call it.
    boolean looksAt(String phase) {
        return mentions.masked().contains(phase);
    }

    /// Whether the step can come to any name: it lists variables, substitutes all of them, or opens
    /// a file that has them all.
    boolean isUnlimited() {
        return !mentions.enumerated().isEmpty()
                || mentions.reaches("_allFlags")
                || mentions.reaches("NIX_ATTRS_JSON_FILE")
                || mentions.reaches("NIX_ATTRS_SH_FILE");
    }
}
