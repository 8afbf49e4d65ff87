package dev.firn.recipe;

import dev.firn.bash.ShellState;
import dev.firn.bash.Value;
import dev.firn.bash.Variable;
import dev.firn.bash.mention.Readings;
import dev.firn.key.KeyParts;
import dev.firn.key.StepKey;
import dev.firn.nix.drv.BuilderInputs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What each step of a plan may see, and so what its key covers.
///
/// A step sees everything but the code, hooks, flags and toggles of the phases after it; of those
/// it sees what its own code can reach by mentioning a name.
public final class StepSight {

    /// Stands in for the text of a phase that a step only compares or assigns.
    private static final String MASK = "__firn_masked_";

    private final Plan plan;
    private final BuilderInputs inputs;
    private final Readings readings;

    /// @param inputs with the files that Nix lays into the build directory
    public StepSight(Plan plan, BuilderInputs inputs) {
        this.plan = plan;
        this.inputs = inputs;
        this.readings = Reach.readings(plan.steps());
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

    /// What a step may see.
    ///
    /// @param state before the step
    /// @param revealed variables that are visible whatever the code mentions
    public Visibility visibility(int index, ShellState state, Collection<String> revealed) {
        Reach reach = Reach.of(plan.steps().get(index), readings, plan.skips(), state);
        if (reach.isUnlimited()) {
            return Visibility.everything();
        }
        SortedSet<String> hidden = new TreeSet<>();
        SortedMap<String, Variable> masked = new TreeMap<>();
        for (String name : ownedByLater(index)) {
            if (reach.mentions(name) || revealed.contains(name)) {
                continue;
            }
            Optional<Variable> variable = state.variable(name);
            if (variable.isPresent() && reach.looksAt(name)) {
                String text = variable.get().text();
                if (!text.isEmpty() && state.function(text).isEmpty()) {
                    Value mask = new Value.Scalar(MASK + name);
                    masked.put(name, new Variable(variable.get().flags(), mask));
                }
            } else {
                hidden.add(name);
            }
        }
        return new Visibility(hidden, masked);
    }

    /// The files that Nix lays into the build directory, as a step may see them.
    public SortedMap<String, byte[]> files(Visibility visibility) {
        List<String> unseen = new ArrayList<>(visibility.hidden());
        unseen.addAll(visibility.masked().keySet());
        return inputs.filesWithout(unseen);
    }

    /// The key of a step.
    ///
    /// @param below the key of the layer that the step stands on; of a step that cannot be parted
    ///     from the one before it, the key of that one
    /// @param first the place in the plan of the first step of the same process
    /// @param state before that first step
    public KeyParts key(
            StepKey below, int index, int first, ShellState state, Collection<String> revealed) {
        Visibility visibility = visibility(index, state, revealed);
        String run = plan.hasRunPhase() ? "runPhase" : "genericBuild";
        if (index > first) {
            run += " in the process of the step before";
        }
        if (runsExitHooks(state) && isLast(index, state)) {
            run += " and the exit hooks";
        }
        return StepKeys.of(
                below,
                plan.steps().get(index),
                run,
                visibility.of(plan.fresh()),
                files(visibility));
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

    /// The names of the phases after a step, less those that it or an earlier one owns as well.
    private SortedSet<String> ownedByLater(int index) {
        SortedSet<String> names = new TreeSet<>();
        for (int later = index + 1; later < plan.steps().size(); later++) {
            names.addAll(PhaseNames.of(plan.steps().get(later).name()));
        }
        for (int own = 0; own <= index; own++) {
            names.removeAll(PhaseNames.of(plan.steps().get(own).name()));
        }
        return names;
    }
}
