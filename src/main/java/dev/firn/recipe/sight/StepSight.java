package dev.firn.recipe.sight;

import dev.firn.bash.ShellFunction;
import dev.firn.bash.ShellState;
import dev.firn.bash.SpecialVariables;
import dev.firn.bash.Value;
import dev.firn.bash.Variable;
import dev.firn.bash.mention.Readings;
import dev.firn.key.KeyParts;
import dev.firn.key.StepKey;
import dev.firn.nix.drv.BuilderInputs;
import dev.firn.nix.path.StorePath;
import dev.firn.recipe.Plan;
import dev.firn.recipe.Step;
import dev.firn.recipe.environment.EnvironmentReads;
import dev.firn.recipe.environment.Hidable;
import dev.firn.recipe.environment.InputReads;
import dev.firn.recipe.environment.OtherReads;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What each step of a plan may see, and so what its key covers.
///
/// A step sees what its code can come to by mentioning a name ([Reach]), and every exported
/// variable, since a child process may read it, unless the variable is for shell code alone
/// ([Hidable]) and no file of an earlier step reads it. What the setup had not made and an earlier
/// step did, it sees too: that follows from the layers below. Of the inputs it sees those that are
/// named in what it sees.
public final class StepSight {

    /// Stands in for the text of a phase that a step only compares or assigns.
    private static final String MASK = "__firn_masked_";

    private static final String PATH = "PATH";
    private static final Pattern WORD = Pattern.compile("\\w+");

    private final Plan plan;
    private final BuilderInputs handed;
    private final Scopes scopes;
    private final Readings readings;
    private final Abridgement abridgement;
    private final StepKeys keys;
    private final NamedPaths namedPaths;
    private final OwnTools ownTools;
    private final SortedSet<StorePath> ownInputs;
    private final OtherReads otherReads;
    private final SortedSet<StorePath> allInputs;
    private final Set<String> structured;
    private final Set<String> freshVariables;
    private final Set<String> freshFunctions;
    private final SortedMap<Integer, Remembered> remembered = new TreeMap<>();
    private final Map<String, Boolean> hidable = new HashMap<>();
    private final Map<String, Boolean> forCompilers = new HashMap<>();
    private Duration keyTime = Duration.ZERO;

    private record Remembered(Before before, Revealed revealed, Sight sight) {}

    /// @param handed with the files that Nix lays into the build directory
    /// @param references what each input refers to
    /// @param inputReads what the scripts of each input read from the environment
    /// @param scopes what the user says about variables
    /// @param cores that this machine gives to builds
    public StepSight(
            Plan plan,
            BuilderInputs handed,
            Map<StorePath, SortedSet<StorePath>> references,
            InputReads inputReads,
            Scopes scopes,
            int cores) {
        this.plan = plan;
        this.handed = handed;
        this.scopes = scopes;
        this.abridgement = new Abridgement(plan.skips());
        this.namedPaths = new NamedPaths(references);
        OwnCode own = OwnCode.of(plan.fresh(), plan.origins());
        this.readings = Reach.readings(plan.steps(), own.functions());
        this.ownTools = new OwnTools(own);
        this.ownInputs = namedPaths.closure(own.inputs(references.keySet()));
        this.allInputs = new TreeSet<>(references.keySet());
        this.keys = new StepKeys(plan.fresh(), cores);
        this.otherReads = new OtherReads(inputReads);
        this.freshVariables = new HashSet<>(plan.fresh().variables().keySet());
        this.freshFunctions = new HashSet<>(plan.fresh().functions().keySet());
        this.structured = handed.structuredNames();
    }

    /// Whether stdenv would leave out a step.
    ///
    /// @param state before the step
    public boolean skips(int index, ShellState state) {
        return plan.steps().get(index) instanceof Step.Phase phase
                && plan.skips().skips(phase.name(), name -> isSet(name, state));
    }

    /// Whether stdenv would leave out every step after this one.
    ///
    /// @param state after the step, or as it is expected to be then
    public boolean isLast(int index, ShellState state) {
        for (int later = index + 1; later < plan.steps().size(); later++) {
            if (!skips(later, state)) {
                return false;
            }
        }
        return true;
    }

    /// All inputs of the build, named or not.
    public SortedSet<StorePath> allInputs() {
        return Collections.unmodifiableSortedSet(allInputs);
    }

    /// What a step may see.
    ///
    /// @param revealed what is visible whatever the code mentions
    public Sight of(int index, Before before, Revealed revealed) {
        Remembered last = remembered.get(index);
        if (last != null && last.before().equals(before) && last.revealed().equals(revealed)) {
            return last.sight();
        }
        Sight sight = look(index, before, revealed);
        remembered.put(index, new Remembered(before, revealed, sight));
        return sight;
    }

    private Sight look(int index, Before before, Revealed revealed) {
        Step step = plan.steps().get(index);
        ShellState state = before.state();
        SortedSet<String> outOfScope = scopes.hiddenFrom(index, plan.steps());
        Reach reach =
                Reach.of(
                        step,
                        readings,
                        abridgement,
                        plan.skips(),
                        state.without(outOfScope, outOfScope));
        boolean own = ownTools.suffice(step, reach, state);
        boolean all =
                step instanceof Step.Command
                        || revealed.everything()
                        || reach.readsAll()
                        || (!own && before.readByFiles().contains(EnvironmentReads.EVERYTHING))
                        || isSet("succeedOnFailure", state);
        if (all) {
            Visibility whole = new Visibility(outOfScope, new TreeSet<>(), new TreeMap<>());
            SortedMap<String, byte[]> files = files(whole);
            SortedSet<StorePath> inputs =
                    step instanceof Step.Command
                            ? namedPaths.closure(namedPaths.in(whole.of(state), files))
                            : allInputs;
            return new Sight(
                    whole, files, inputs, new TreeSet<>(), withheld(outOfScope, reach), own);
        }
        SortedSet<String> reads = new TreeSet<>(before.readByFiles());
        while (true) {
            Visibility visibility =
                    narrowed(new Before(state, reads), reach, revealed, outOfScope, own);
            SortedMap<String, byte[]> files = files(visibility);
            ShellState seen = visibility.of(state);
            SortedSet<StorePath> named = namedPaths.in(seen, files);
            if (own || !reads.addAll(otherReads(seen, files, reads))) {
                SortedSet<String> prepended = new TreeSet<>(visibility.hidden());
                prepended.removeIf(name -> !reach.onlyPrependsTo(name));
                return new Sight(
                        visibility,
                        files,
                        namedPaths.closure(named),
                        prepended,
                        withheld(outOfScope, reach),
                        own);
            }
            if (reads.contains(EnvironmentReads.EVERYTHING)) {
                return look(index, new Before(state, reads), revealed);
            }
        }
    }

    private SortedSet<String> otherReads(
            ShellState seen, SortedMap<String, byte[]> files, SortedSet<String> readByFiles) {
        // Not by its arguments: those are the builder's own scripts, which have run.
        ShellState inCode = new ShellState(seen.variables(), seen.functions(), new TreeMap<>());
        SortedSet<StorePath> others = new TreeSet<>(namedPaths.in(inCode, files));
        others.addAll(namedPaths.in(readByFiles));
        others.removeAll(ownInputs);
        SortedSet<StorePath> behind = namedPaths.closure(others);
        behind.removeAll(ownInputs);
        behind.removeAll(others);
        return otherReads.of(seen, files, others, behind);
    }

    private static SortedSet<String> withheld(SortedSet<String> outOfScope, Reach reach) {
        SortedSet<String> withheld = new TreeSet<>(outOfScope);
        withheld.removeIf(name -> !reach.mentions(name));
        return withheld;
    }

    private Visibility narrowed(
            Before before,
            Reach reach,
            Revealed revealed,
            SortedSet<String> outOfScope,
            boolean own) {
        ShellState state = before.state();
        SortedSet<String> hidden = new TreeSet<>(outOfScope);
        SortedMap<String, Variable> masked = new TreeMap<>();
        for (Map.Entry<String, Variable> entry : state.variables().entrySet()) {
            String name = entry.getKey();
            Variable variable = entry.getValue();
            boolean shown =
                    revealed.shows(name)
                            || outOfScope.contains(name)
                            || reach.mentions(name)
                            || !freshVariables.contains(name)
                            || (name.equals("phases") && !plan.hasRunPhase())
                            || SpecialVariables.MADE_AT_START.contains(name);
            if (own && name.equals(PATH) && !revealed.shows(name)) {
                masked.put(name, ownTools.searchPath(variable, reach));
            } else if (!shown && reach.looksAt(name)) {
                mask(name, variable).ifPresent(mask -> masked.put(name, mask));
            } else if (!shown && !isForChildren(name, variable, before, own)) {
                hidden.add(name);
            }
        }
        SortedSet<String> functions = new TreeSet<>(outOfScope);
        for (Map.Entry<String, ShellFunction> entry : state.functions().entrySet()) {
            String name = entry.getKey();
            boolean visible =
                    revealed.shows(name)
                            || reach.mentions(name)
                            || !freshFunctions.contains(name)
                            || Reach.isOfEveryStep(name)
                            || entry.getValue().flags().contains("x");
            if (!visible) {
                functions.add(name);
            }
        }
        return new Visibility(hidden, functions, masked);
    }

    /// Words are shown: they may be names of functions, and are what a text is compared with.
    private static Optional<Variable> mask(String name, Variable variable) {
        String text = variable.text();
        if (text.isEmpty() || WORD.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(new Variable(variable.flags(), new Value.Scalar(MASK + name)));
    }

    /// Whether a child process of the step may have a use for a variable that no code mentions.
    private boolean isForChildren(
            String name, Variable variable, Before before, boolean withOwnTools) {
        if (!variable.isExported() && !structured.contains(name)) {
            return false;
        }
        if (withOwnTools) {
            return !isHidable(name) && !isForCompilers(name);
        }
        return !isHidable(name) || before.readByFiles().contains(name);
    }

    private boolean isHidable(String name) {
        return hidable.computeIfAbsent(name, Hidable::is);
    }

    private boolean isForCompilers(String name) {
        return forCompilers.computeIfAbsent(name, OwnTools::doWithout);
    }

    /// Variables that are hidden from a step although a file reads them from the environment.
    ///
    /// @param reads names of variables that the step's own files read
    public SortedSet<String> missed(Sight sight, ShellState state, Collection<String> reads) {
        SortedSet<String> missed = new TreeSet<>();
        boolean everything = reads.contains(EnvironmentReads.EVERYTHING);
        for (String name : everything ? sight.visibility().hidden() : reads) {
            Variable variable = state.variables().get(name);
            if (variable != null
                    && sight.visibility().hidden().contains(name)
                    && (variable.isExported() || structured.contains(name))) {
                missed.add(name);
            }
        }
        return missed;
    }

    private SortedMap<String, byte[]> files(Visibility visibility) {
        SortedSet<String> unseen = new TreeSet<>(visibility.hidden());
        unseen.addAll(visibility.masked().keySet());
        return handed.filesWithout(unseen);
    }

    /// The key of a step.
    ///
    /// @param below the key of the layer that the step stands on; of a step that cannot be parted
    ///     from the one before it, the key of that one
    /// @param first the place in the plan of the first step of the same process
    /// @param before what that first step comes upon
    public KeyParts key(StepKey below, int index, int first, Before before, Revealed revealed) {
        long start = System.nanoTime();
        KeyParts parts = parts(below, index, first, before, revealed);
        keyTime = keyTime.plusNanos(System.nanoTime() - start);
        return parts;
    }

    /// How long the keys have taken so far.
    public Duration keyTime() {
        return keyTime;
    }

    private KeyParts parts(StepKey below, int index, int first, Before before, Revealed revealed) {
        Sight sight = of(index, before, revealed);
        String run = plan.hasRunPhase() ? "runPhase" : "genericBuild";
        if (index > first) {
            run += " in the process of the step before";
        }
        if (runsExitHooks(before.state()) && isLast(index, before.state())) {
            run += " and the exit hooks";
        }
        ShellState seen = sight.visibility().of(plan.fresh());
        return keys.of(below, plan.steps().get(index), run, seen, sight);
    }

    /// Whether the last step's process does more than the step when it ends. stdenv's own EXIT
    /// trap does nothing then but to run hooks.
    private static boolean runsExitHooks(ShellState state) {
        boolean own =
                state.settings().get(Reach.EXIT_TRAP) instanceof Value.Scalar(String trap)
                        && trap.equals("exitHandler");
        return !own
                || state.function("exitHook").isPresent()
                || isSet("exitHook", state)
                || isSet("exitHooks", state);
    }

    private static boolean isSet(String name, ShellState state) {
        Optional<Variable> variable = state.variable(name);
        return variable.isPresent() && !variable.get().text().isEmpty();
    }
}
