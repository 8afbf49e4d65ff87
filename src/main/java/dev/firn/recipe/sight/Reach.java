package dev.firn.recipe.sight;

import dev.firn.bash.Setting;
import dev.firn.bash.ShellState;
import dev.firn.bash.Value;
import dev.firn.bash.mention.MentionRules;
import dev.firn.bash.mention.MentionRules.DerivedName;
import dev.firn.bash.mention.Mentions;
import dev.firn.bash.mention.Readings;
import dev.firn.nix.path.StorePath;
import dev.firn.recipe.SkipRules;
import dev.firn.recipe.Step;
import dev.firn.recipe.environment.Outputs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What the code of a step can name: the idioms of stdenv and of nixpkgs' hooks, in one place.
final class Reach {

    static final Setting EXIT_TRAP = Setting.Kind.TRAP.of("EXIT");

    /// They run phases: they name every phase, and only the one that runs counts.
    private static final Set<String> RUNNERS =
            Set.of("genericBuild", "runPhase", "definePhases", "printPhases");

    /// Needed by every step and no mention: `dumpVars` writes every exported variable into a file
    /// ([#readsAll] looks for its readers), `curPhase` is the name of the step.
    private static final Set<String> OF_EVERY_STEP = Set.of("dumpVars", "curPhase");

    /// Functions of nixpkgs' hooks that put names together, or look as if they did: from words that
    /// are written where they are called, or in values that they name.
    private static final Set<String> KNOWN =
            Set.of(
                    "makeShellWrapper",
                    // greps for the name of the store
                    "cmakePcfileCheckPhase",
                    // of makeBinaryWrapper
                    "addFlags",
                    "setEnvPrefixFn",
                    "setEnvSuffixFn",
                    "gappsWrapperArgsHook",
                    "cargoBuildHook",
                    "cargoSetupPostUnpackHook",
                    "pytestCheckPhase",
                    "_pytestIncludeExcludeExpr",
                    "unittestCheckPhase",
                    "buildSphinxPhase",
                    "_handleCmdOutput",
                    "nodejsInstallExecutables",
                    "nodejsInstallManuals");

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

    /// `runHook preBuild` runs the function or the text of that name and the array `preBuildHooks`;
    /// `runHook failureHook` the array `failureHooks`.
    private static final List<DerivedName> HOOKS =
            List.of(new DerivedName("", "Hooks"), new DerivedName("Hook", "Hooks"));

    private static final Pattern STORE_PATH =
            Pattern.compile(StorePath.STORE_DIR + "/[0-9a-z]{32}-[\\w.+-]+");

    /// Looks around in the store. Its name alone, as a value, is no code.
    private static final Pattern WHOLE_STORE =
            Pattern.compile(
                    "(?<!^)/nix/store(?!/[0-9a-z]{32}-)|^/nix/store/(?![0-9a-z]{32}-)"
                            + "|\\$\\{?NIX_STORE\\b"
                            // From an output upwards.
                            + "|\\$\\{!?(?:out|prefix|output\\w*)(?:%|\\}/\\.\\.)|\\$(?:out|prefix)/\\.\\."
                            + "|dirname[ \\t]+[\"']?\\$\\{?!?(?:out|prefix|output\\w*)\\}?[\"')\\s]");

    private final Mentions mentions;
    private final Set<String> prepended;
    private final boolean dynamicTraps;

    private Reach(Mentions mentions, Set<String> prepended, boolean dynamicTraps) {
        this.mentions = mentions;
        this.prepended = prepended;
        this.dynamicTraps = dynamicTraps;
    }

    /// Readings of the shell code of a plan with these steps.
    ///
    /// @param own stdenv's functions. The names that their code comes to are written where they are
    ///     called
    static Readings readings(Collection<Step> steps, Set<String> own) {
        Set<String> known = new HashSet<>(KNOWN);
        known.addAll(own);
        Set<String> phases = new HashSet<>(STANDARD_PHASES);
        for (Step step : steps) {
            phases.add(step.name());
        }
        return new Readings(
                new MentionRules(
                        Reach::withoutStorePaths,
                        WHOLE_STORE,
                        RUNNERS,
                        known,
                        OF_EVERY_STEP,
                        phases,
                        Outputs.NAMES,
                        HOOKS));
    }

    /// The name of a package in a store path is no mention.
    private static String withoutStorePaths(String text) {
        return text.contains(StorePath.STORE_DIR) ? STORE_PATH.matcher(text).replaceAll("/") : text;
    }

    /// Whether a function is there in every step, mentioned or not.
    static boolean isOfEveryStep(String function) {
        return RUNNERS.contains(function) || OF_EVERY_STEP.contains(function);
    }

    /// @param step that runs
    /// @param readings of its plan
    /// @param abridgement of the functions of its stdenv
    /// @param state before the step
    static Reach of(
            Step step,
            Readings readings,
            Abridgement abridgement,
            SkipRules skips,
            ShellState state) {
        List<String> roots = new ArrayList<>(List.of(step.name(), "failureHook", "exitHook"));
        skips.toggle(step.name()).ifPresent(roots::add);
        String runner = state.functions().containsKey("runPhase") ? "runPhase" : "showPhaseHeader";
        roots.addAll(List.of(runner, "showPhaseFooter", "sourceRoot"));
        boolean dynamicTraps = false;
        for (Map.Entry<Setting, Value> setting : state.settings().entrySet()) {
            Setting.Kind kind = setting.getKey().kind();
            if (kind == Setting.Kind.TRAP || kind == Setting.Kind.ALIAS) {
                for (String text : setting.getValue().texts()) {
                    dynamicTraps |= readings.comesToAll(text);
                    roots.addAll(List.of(text.split("\\W+")));
                }
            }
        }
        Abridgement.Abridged abridged = abridgement.of(state);
        Mentions mentions = Mentions.of(state, roots, abridged, readings);
        return new Reach(mentions, abridged.prepended(), dynamicTraps);
    }

    boolean mentions(String name) {
        return mentions.reaches(name);
    }

    /// Every name that the step can come to, whether it is one of a variable, a function, a program
    /// or of nothing.
    Set<String> names() {
        return mentions.parents().keySet();
    }

    /// Whether the step tests the name of a phase or assigns to it, but does not call it.
    boolean looksAt(String phase) {
        return mentions.masked().contains(phase);
    }

    /// Whether all that the step can do to this list is to add words in front of it.
    boolean onlyPrependsTo(String name) {
        return prepended.contains(name) && !mentions.reaches(name);
    }

    /// Whether the step can come to any name: it lists variables, substitutes all of them, runs
    /// other phases, opens a file that has them all, or is given code that comes to names which are
    /// not written in it.
    boolean readsAll() {
        return dynamicTraps
                || !mentions.dynamic().isEmpty()
                || !mentions.enumerated().isEmpty()
                || mentions.reaches("_allFlags")
                || mentions.reaches("NIX_ATTRS_JSON_FILE")
                || mentions.reaches("NIX_ATTRS_SH_FILE");
    }
}
