package dev.firn.build;

import dev.firn.bash.Merge;
import dev.firn.bash.ShellState;
import dev.firn.bash.StateDelta;
import dev.firn.bash.script.RevealScript;
import dev.firn.build.reason.Reasons;
import dev.firn.build.step.Interference;
import dev.firn.build.step.StepEffect;
import dev.firn.build.step.StepEnd;
import dev.firn.build.step.StepProcess;
import dev.firn.build.step.StepRunner;
import dev.firn.cache.Entry;
import dev.firn.cache.Precedents;
import dev.firn.key.KeyParts;
import dev.firn.key.StepKey;
import dev.firn.limit.Mishap;
import dev.firn.nix.path.StorePath;
import dev.firn.recipe.Plan;
import dev.firn.recipe.StepScript;
import dev.firn.recipe.StepScript.Ending;
import dev.firn.recipe.sight.Revealed;
import dev.firn.recipe.sight.Sight;
import dev.firn.recipe.sight.StepSight;
import dev.firn.recipe.sight.Visibility;
import dev.firn.snapshot.Scratch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// One attempt at a step, and at those that turn out to be inseparable from it, in one process on
/// one scratch.
final class StepGroup {

    /// A step that failed after a longer time runs again only if something says that it missed a
    /// name: most failures are not firn's, and the user waits.
    private static final Duration LONGEST_DOUBT = Duration.ofMinutes(5);

    private static final int NOT_FOUND = 127;

    /// SIGABRT and SIGPIPE: a program can come to that because it lacks something.
    private static final Set<Integer> GIVES_UP = Set.of(128 + 6, 128 + 13);

    private final Workplace place;
    private final Plan plan;
    private final StepSight sight;
    private final Reasons reasons;
    private final Standing standing;
    private final Attempt attempt;
    private final ShellState state;
    private final List<KeyParts> keys;
    private final SortedSet<StorePath> inputs;
    private final SortedSet<String> prepended = new TreeSet<>();
    private Visibility visibility;
    private int index;

    /// @param reasons knows the earlier layers of the step
    StepGroup(
            Workplace place,
            Plan plan,
            StepSight sight,
            Reasons reasons,
            Standing standing,
            Attempt attempt) {
        this.place = place;
        this.plan = plan;
        this.sight = sight;
        this.reasons = reasons;
        this.standing = standing;
        this.attempt = attempt;
        this.state = standing.before().state();
        this.index = attempt.first();
        this.keys = new ArrayList<>(attempt.keys());
        this.inputs = new TreeSet<>(standing.inputs());
        for (int each = attempt.first(); each <= attempt.known(); each++) {
            Sight seen = see(each);
            inputs.addAll(seen.inputs());
            prepended.addAll(seen.prepended());
        }
        this.visibility = see(index).visibility();
    }

    private Sight see(int step) {
        return sight.of(step, standing.before(), attempt.revealed());
    }

    /// @return nothing when the step needs a flattened scratch: see [Scratch#flattened]
    Optional<StepDone> run(boolean flattened, StepRunner runner)
            throws IOException, InterruptedException {
        try (Scratch scratch = scratch(flattened, runner)) {
            return run(scratch, flattened, runner);
        }
    }

    private Scratch scratch(boolean flattened, StepRunner runner)
            throws IOException, InterruptedException {
        return flattened
                ? Scratch.flattened(place.cache(), standing.chain(), runner.skeleton(inputs))
                : Scratch.open(place.cache(), standing.chain(), runner.skeleton(inputs));
    }

    private Optional<StepDone> run(Scratch scratch, boolean flattened, StepRunner runner)
            throws IOException, InterruptedException {
        String script = StepScript.of(visibility.of(state), body());
        StepRunner.Start start =
                new StepRunner.Start(attempt.first(), script, see(index).files(), inputs);
        try (GroupSeal seal = new GroupSeal(place, plan.steps(), standing, scratch, attempt)) {
            seal.begin();
            try (StepProcess process = runner.start(scratch, start, seal.log())) {
                return follow(process, scratch, flattened, seal);
            } catch (InterruptedException e) {
                return Optional.of(seal.interrupted());
            }
        }
    }

    private Optional<StepDone> follow(
            StepProcess process, Scratch scratch, boolean flattened, GroupSeal seal)
            throws IOException, InterruptedException {
        while (true) {
            switch (process.await(index)) {
                case StepEnd.Paused paused -> {
                    Optional<StepDone> again = resume(process, paused, scratch, seal);
                    if (again.isPresent()) {
                        return again;
                    }
                }
                case StepEnd.Failed failed -> {
                    return failed(failed, flattened, seal);
                }
                case StepEnd.Spoiled spoiled -> {
                    return Optional.of(
                            seal.spoiled(
                                    spoiled.mishap(), effect(spoiled.state(), spoiled.command())));
                }
                case StepEnd.Boundary boundary -> {
                    ShellState after = boundary.state();
                    return succeed(process, after, false, scratch, flattened, seal);
                }
                case StepEnd.Quit quit -> {
                    ShellState after = quit.state().orElse(visibility.of(state));
                    return succeed(process, after, true, scratch, flattened, seal);
                }
            }
        }
    }

    private String name() {
        return plan.steps().get(index).name();
    }

    private String body() {
        boolean waits = index < attempt.known() || sight.isLast(index, state);
        Ending ending =
                index == plan.steps().size() - 1
                        ? Ending.LAST
                        : waits ? Ending.JOIN : Ending.BOUNDARY;
        return StepScript.body(plan.steps().get(index), index, ending, plan.hasRunPhase());
    }

    /// The shell waits. Nothing may come after this step, and it ends as an ordinary build does;
    /// or it waited for no reason; or the next step has to run in it.
    private Optional<StepDone> resume(
            StepProcess process, StepEnd.Paused paused, Scratch scratch, GroupSeal seal)
            throws IOException {
        boolean last = index >= attempt.known();
        if (last && sight.isLast(index, merged(paused.state()).state())) {
            process.goOn("__firn_ended=1\n");
            return Optional.empty();
        }
        if (last && paused.obstacles().isEmpty()) {
            process.goOn("\\builtin trap - EXIT; \\builtin exit 0\n");
            return Optional.empty();
        }
        // The next one writes it anew.
        Optional<StepDone> listed = listed(scratch);
        if (listed.isPresent()) {
            return listed;
        }
        seal.joined(String.join("; ", paused.obstacles()));
        index++;
        Sight next = see(index);
        if (!inputs.containsAll(next.inputs())) {
            // They cannot be mounted now. From the start they can, once both are known to go
            // together.
            seal.publishJoined(keys);
            return Optional.of(new StepDone.Outrun());
        }
        SortedSet<String> read = missed(next, scratch);
        if (!read.isEmpty()) {
            return Optional.of(new StepDone.Again(Revealed.of(read)));
        }
        SortedSet<String> unmasked = new TreeSet<>(visibility.masked().keySet());
        unmasked.removeAll(next.visibility().masked().keySet());
        if (!unmasked.isEmpty()) {
            return Optional.of(new StepDone.Again(Revealed.of(unmasked)));
        }
        SortedSet<String> shown = new TreeSet<>(visibility.hidden());
        shown.removeAll(next.visibility().hidden());
        SortedSet<String> functions = new TreeSet<>(visibility.functions());
        functions.removeAll(next.visibility().functions());
        visibility = visibility.showing(shown, functions);
        prepended.addAll(next.prepended());
        prepended.removeAll(shown);
        if (keys.size() <= index - attempt.first()) {
            StepKey below = keys.getLast().key();
            keys.add(
                    sight.key(
                            below, index, attempt.first(), standing.before(), attempt.revealed()));
        }
        seal.begin();
        String clashes = StepScript.OUT + '/' + StepScript.CLASHES;
        String reveal = RevealScript.of(state, shown, functions, clashes);
        process.goOn(reveal + "{ " + body() + "}\n");
        return Optional.empty();
    }

    private StateDelta delta(ShellState dumped) {
        ShellState seen = visibility.of(state);
        return StateDelta.between(seen, StepScript.unwrapped(dumped, seen));
    }

    private Merge merged(ShellState dumped) {
        return delta(dumped).applyTo(state, prepended);
    }

    private Optional<StepDone> failed(StepEnd.Failed failed, boolean flattened, GroupSeal seal)
            throws IOException {
        if (seal.log().sawCrossDevice() && !flattened) {
            place.note(name() + " moves a directory of an earlier step");
            return Optional.empty();
        }
        seal.log().flush();
        Optional<Mishap> mishap =
                Interference.in(failed.how(), failed.code(), place.cache(), seal.log().path());
        Optional<StepEffect> effect = effect(failed.state(), failed.command());
        if (mishap.isPresent()) {
            return Optional.of(seal.spoiled(mishap.get(), effect));
        }
        if (mayMissSomething(failed, seal)) {
            place.note(
                    name()
                            + " failed ("
                            + failed.how()
                            + "); it runs once more, with nothing hidden from it");
            return Optional.of(new StepDone.Again(Revealed.EVERYTHING));
        }
        return Optional.of(
                failed.bySignal()
                        ? seal.spoiled(Mishap.signal(failed.how()), effect)
                        : seal.failed(failed.how(), effect));
    }

    /// What had changed in the state when it failed, if it is known.
    private Optional<StepEffect> effect(Optional<ShellState> dumped, String command) {
        return dumped.map(state -> new StepEffect(delta(state), true, command));
    }

    /// Whether the step could have failed because something was hidden from it.
    private boolean mayMissSomething(StepEnd.Failed failed, GroupSeal seal) throws IOException {
        if (attempt.revealed().everything()
                || visibility.isEverything()
                || (failed.bySignal() && !GIVES_UP.contains(failed.code()))
                || failedAlike(seal.log())) {
            return false;
        }
        return failed.code() == NOT_FOUND
                || seal.log().sawMissingName()
                || seal.took().compareTo(LONGEST_DOUBT) <= 0;
    }

    /// Whether the same step failed before and said the same, which was with nothing hidden.
    private boolean failedAlike(StepLog log) throws IOException {
        Optional<KeyParts> asked = Optional.of(attempt.asked().getFirst());
        String first = plan.steps().get(attempt.first()).name();
        for (Precedents.Precedent precedent : reasons.precedents().of(first)) {
            if (precedent.layer().record().sealing().failed()
                    && Reasons.ofStep(precedent.parts(), first).equals(asked)) {
                return log.isLike(precedent.layer().paths().log());
            }
        }
        return false;
    }

    /// The key at hand covers too little, whoever comes to it.
    private StepDone again(Revealed revealed) throws IOException {
        Entry.Reveal entry = new Entry.Reveal(revealed);
        place.layers().publish(keys.getLast().key().digest(), standing.chain(), entry);
        return new StepDone.Again(revealed);
    }

    /// Variables that were hidden from the step although files of its own making, which it may have
    /// run, read them.
    private SortedSet<String> missed(Scratch scratch) throws IOException {
        return visibility.isEverything() || see(index).ownCodeOnly()
                ? new TreeSet<>()
                : missed(see(index), scratch);
    }

    /// What is still hidden although it was to be shown, the user keeps from the step.
    private SortedSet<String> missed(Sight seen, Scratch scratch) throws IOException {
        SortedSet<String> missed = sight.missed(seen, state, FileReads.in(scratch.upper()));
        missed.removeAll(attempt.revealed().names());
        return missed;
    }

    /// What becomes of a step that reads a list of all variables, of which the hidden ones are not
    /// there.
    private Optional<StepDone> listed(Scratch scratch) throws IOException {
        if (visibility.isEverything() || attempt.revealed().everything()) {
            return Optional.empty();
        }
        for (String list : Plan.LISTS) {
            if (scratch.isUsed(list)) {
                place.note(
                        name()
                                + " reads a list of all variables, /"
                                + list
                                + ", and runs once more with nothing hidden");
                String first = plan.steps().get(attempt.first()).name();
                place.lessons().learn(first, Revealed.EVERYTHING);
                return Optional.of(again(Revealed.EVERYTHING));
            }
        }
        return Optional.empty();
    }

    private Optional<StepDone> succeed(
            StepProcess process,
            ShellState after,
            boolean ends,
            Scratch scratch,
            boolean flattened,
            GroupSeal seal)
            throws IOException {
        SortedSet<String> unseen = new TreeSet<>(process.clashes());
        Merge merge = merged(after);
        unseen.addAll(merge.conflicts());
        if (!unseen.isEmpty()) {
            place.note(name() + " sets " + String.join(", ", unseen) + " and runs once more");
            place.lessons().learn(plan.steps().get(attempt.first()).name(), Revealed.of(unseen));
            return Optional.of(again(Revealed.of(unseen)));
        }
        Optional<StepDone> listed = listed(scratch);
        if (listed.isPresent()) {
            return listed;
        }
        SortedSet<String> missed = missed(scratch);
        if (!missed.isEmpty()) {
            place.note(
                    name()
                            + " makes files that read "
                            + String.join(", ", missed)
                            + " and runs once more");
            return Optional.of(again(Revealed.of(missed)));
        }
        if (!scratch.brokenHardLinks(place.upkeep()).isEmpty()) {
            place.note(name() + " writes to hard links of an earlier step");
            return Optional.empty();
        }
        StepEffect effect = new StepEffect(delta(after), ends);
        GroupSeal.Success success =
                new GroupSeal.Success(keys, effect, prepended, merge.state(), inputs, flattened);
        return Optional.of(seal.succeeded(success, reasons, sight.allInputs()));
    }
}
