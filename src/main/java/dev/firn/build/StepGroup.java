package dev.firn.build;

import dev.firn.bash.Merge;
import dev.firn.bash.ShellState;
import dev.firn.bash.StateDelta;
import dev.firn.bash.script.RevealScript;
import dev.firn.cache.Entry;
import dev.firn.key.KeyParts;
import dev.firn.recipe.Plan;
import dev.firn.recipe.StepScript;
import dev.firn.recipe.StepScript.Ending;
import dev.firn.recipe.StepSight;
import dev.firn.recipe.Visibility;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Scratch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// One attempt at a step, and at those that turn out to be inseparable from it, in one process on
/// one scratch.
final class StepGroup {

    private final Workplace place;
    private final Plan plan;
    private final StepSight sight;
    private final Chain chain;
    private final ShellState state;
    private final int first;
    private final SortedSet<String> revealed;
    private final List<KeyParts> keys;
    private final int known;
    private Visibility visibility;
    private int index;

    /// @param chain on which the step stands
    /// @param state after that chain
    /// @param first the place in the plan of the first step
    /// @param keys those of the steps that are known to belong together
    /// @param revealed variables that must be visible although the step does not mention them
    StepGroup(
            Workplace place,
            Plan plan,
            StepSight sight,
            Chain chain,
            ShellState state,
            int first,
            List<KeyParts> keys,
            SortedSet<String> revealed) {
        this.place = place;
        this.plan = plan;
        this.sight = sight;
        this.chain = chain;
        this.state = state;
        this.first = first;
        this.index = first;
        this.keys = new ArrayList<>(keys);
        this.known = first + keys.size() - 1;
        this.revealed = revealed;
        this.visibility = sight.visibility(first, state, revealed);
    }

    /// @return nothing when the step needs a flattened scratch: see [Scratch#flattened]
    Optional<StepDone> run(Scratch scratch, boolean flattened, StepRunner runner)
            throws IOException, InterruptedException {
        String script = StepScript.of(visibility.of(state), body());
        SortedMap<String, byte[]> files = sight.files(visibility);
        try (GroupSeal seal = new GroupSeal(place, plan.steps(), chain, scratch, first);
                StepProcess process = runner.start(scratch, first, script, files, seal.log())) {
            seal.begin();
            while (true) {
                switch (process.await(index)) {
                    case StepEnd.Paused paused -> {
                        Optional<StepDone> again = resume(process, paused, seal);
                        if (again.isPresent()) {
                            return again;
                        }
                    }
                    case StepEnd.Failed failed -> {
                        if (seal.log().sawCrossDevice() && !flattened) {
                            place.note(name() + " moves a directory of an earlier step");
                            return Optional.empty();
                        }
                        Optional<StateDelta> delta = failed.state().map(this::delta);
                        return Optional.of(seal.failed(failed.how(), delta));
                    }
                    case StepEnd.Boundary boundary -> {
                        ShellState after = boundary.state();
                        return succeed(process, after, false, scratch, seal);
                    }
                    case StepEnd.Quit quit -> {
                        ShellState after = quit.state().orElse(visibility.of(state));
                        return succeed(process, after, true, scratch, seal);
                    }
                }
            }
        }
    }

    private String name() {
        return plan.steps().get(index).name();
    }

    private String body() {
        boolean waits = index < known || sight.isLast(index, state);
        Ending ending =
                index == plan.steps().size() - 1
                        ? Ending.LAST
                        : waits ? Ending.JOIN : Ending.BOUNDARY;
        return StepScript.body(plan.steps().get(index), index, ending, plan.hasRunPhase());
    }

    /// The shell waits. Nothing may come after this step, and it ends as an ordinary build does;
    /// or it waited for no reason; or the next step has to run in it.
    private Optional<StepDone> resume(StepProcess process, StepEnd.Paused paused, GroupSeal seal)
            throws IOException {
        if (index >= known && sight.isLast(index, delta(paused.state()).applyTo(state).state())) {
            process.goOn("__firn_ended=1\n");
            return Optional.empty();
        }
        if (index >= known && paused.obstacles().isEmpty()) {
            process.goOn("\\builtin trap - EXIT; \\builtin exit 0\n");
            return Optional.empty();
        }
        seal.joined(String.join("; ", paused.obstacles()));
        index++;
        Visibility next = sight.visibility(index, state, revealed);
        SortedSet<String> unmasked = new TreeSet<>(visibility.masked().keySet());
        unmasked.removeAll(next.masked().keySet());
        if (!unmasked.isEmpty()) {
            return Optional.of(new StepDone.Again(unmasked));
        }
        SortedSet<String> shown = new TreeSet<>(visibility.hidden());
        shown.removeAll(next.hidden());
        visibility = visibility.showing(shown);
        if (keys.size() <= index - first) {
            keys.add(sight.key(keys.getLast().key(), index, first, state, revealed));
        }
        seal.begin();
        String reveal =
                RevealScript.of(state, shown, List.of(), StepScript.OUT + '/' + StepScript.CLASHES);
        process.goOn(reveal + "{ " + body() + "}\n");
        return Optional.empty();
    }

    private StateDelta delta(ShellState dumped) {
        ShellState seen = visibility.of(state);
        return StateDelta.between(seen, StepScript.unwrapped(dumped, seen));
    }

    private Optional<StepDone> succeed(
            StepProcess process, ShellState after, boolean ends, Scratch scratch, GroupSeal seal)
            throws IOException {
        SortedSet<String> unseen = new TreeSet<>(process.clashes());
        StateDelta delta = delta(after);
        Merge merge = delta.applyTo(state);
        unseen.addAll(merge.conflicts());
        if (!unseen.isEmpty()) {
            place.note(name() + " sets " + String.join(", ", unseen) + " and runs once more");
            Entry.Reveal reveal = new Entry.Reveal(unseen);
            place.layers().publish(keys.getLast().key().digest(), chain, reveal);
            return Optional.of(new StepDone.Again(unseen));
        }
        if (!scratch.brokenHardLinks(place.upkeep()).isEmpty()) {
            place.note(name() + " writes to hard links of an earlier step");
            return Optional.empty();
        }
        StepEffect effect = new StepEffect(delta, ends);
        return Optional.of(seal.succeeded(keys, effect, merge.state()));
    }
}
