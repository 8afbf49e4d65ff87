package dev.firn.build;

import dev.firn.bash.ShellState;
import dev.firn.build.Standing.Reuse;
import dev.firn.build.reason.Miss;
import dev.firn.build.reason.Reasons;
import dev.firn.build.step.StepRunner;
import dev.firn.cache.Entry;
import dev.firn.cache.Precedents;
import dev.firn.cache.StepOutcome;
import dev.firn.cache.StepRecord;
import dev.firn.history.Side;
import dev.firn.key.KeyParts;
import dev.firn.key.StepKey;
import dev.firn.nix.path.StorePath;
import dev.firn.recipe.Plan;
import dev.firn.recipe.Step;
import dev.firn.recipe.sight.Revealed;
import dev.firn.recipe.sight.Sight;
import dev.firn.recipe.sight.StepSight;
import dev.firn.snapshot.Layer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// The step loop: for each step key, find, else open, run, commit; then on from its layer.
public final class Walk {

    private final Workplace place;
    private final Plan plan;
    private final StepSight sight;
    private final StepRunner runner;
    private final Reasons reasons;
    private final List<StepRecord> records = new ArrayList<>();
    private final Watch watch;
    private Standing standing;

    /// @param reasons knows the earlier layers of every step
    /// @param start what the first step stands on
    /// @param watch is told between the steps
    public Walk(
            Workplace place,
            Plan plan,
            StepSight sight,
            StepRunner runner,
            Reasons reasons,
            Standing start,
            Watch watch) {
        this.place = place;
        this.plan = plan;
        this.sight = sight;
        this.runner = runner;
        this.reasons = reasons;
        this.standing = start;
        this.watch = watch;
    }

    /// @param first the place in the plan of the step to begin with
    /// @param end the place of the first step that is not wanted
    public WalkEnd run(int first, int end) throws IOException, InterruptedException {
        int index = first;
        while (index < end) {
            String name = plan.steps().get(index).name();
            if (!watch.before(name, standing)) {
                return left(name, Side.BEFORE);
            }
            if (sight.skips(index, state())) {
                records.add(place.skipped(name));
                index++;
                if (!watch.after(List.of(name), standing)) {
                    return left(name, Side.AFTER);
                }
                continue;
            }
            switch (advance(index)) {
                case StepDone.Sealed sealed -> {
                    records.addAll(sealed.records());
                    standing = sealed.standing();
                    index = sealed.next();
                    List<String> names = names(sealed.records());
                    if (!watch.after(names, standing)) {
                        return left(names.getLast(), Side.AFTER);
                    }
                }
                case StepDone.Failed failed -> {
                    records.addAll(failed.records());
                    watch.failed(names(failed.records()), standing, failed.layer());
                    return new WalkEnd(standing.chain(), records, Optional.of(failed.layer()));
                }
                case StepDone.Interrupted(Layer layer, List<StepRecord> ended) -> {
                    records.addAll(ended);
                    return new WalkEnd(
                            standing.chain(),
                            records,
                            Optional.of(layer),
                            Optional.of(ended.getLast().name()));
                }
                case StepDone.Again _, StepDone.Outrun _ ->
                        throw new IllegalStateException("only between two attempts");
            }
        }
        return new WalkEnd(standing.chain(), records, Optional.empty());
    }

    private WalkEnd left(String step, Side side) {
        return new WalkEnd(
                standing.chain(), records, Optional.empty(), Optional.of(step + '@' + side.word()));
    }

    private static List<String> names(List<StepRecord> records) {
        return records.stream().map(StepRecord::name).toList();
    }

    private ShellState state() {
        return standing.before().state();
    }

    /// Finds or makes the layer of a step. What is revealed only grows, so this ends.
    private StepDone advance(int index) throws IOException, InterruptedException {
        String name = plan.steps().get(index).name();
        Revealed revealed = Revealed.NOTHING;
        List<StepKey> tooNarrow = new ArrayList<>();
        List<KeyParts> asked = List.of();
        Miss miss = new Miss.NeverBuilt();
        while (true) {
            Lookup found = look(index, revealed);
            if (found instanceof Lookup.Missing missing) {
                asked = asked.isEmpty() ? missing.keys() : asked;
                // Seen with more or less revealed, an earlier layer is nearer or farther.
                Miss now = reasons.of(name, missing.keys().getFirst());
                miss = now.weight() < miss.weight() ? now : miss;
            }
            StepDone done =
                    switch (found) {
                        case Lookup.Found hit -> reuse(index, hit, revealed);
                        case Lookup.Reveal(StepKey _, Revealed more) -> new StepDone.Again(more);
                        case Lookup.Missing missing -> {
                            Revealed lesson = place.lessons().of(name);
                            yield revealed.plus(lesson).equals(revealed)
                                    ? make(index, asked, missing.keys(), revealed, miss)
                                    : new StepDone.Again(lesson);
                        }
                    };
            switch (done) {
                case StepDone.Sealed _ -> {
                    remember(name, tooNarrow, revealed);
                    return done;
                }
                case StepDone.Failed _, StepDone.Interrupted _ -> {
                    return done;
                }
                case StepDone.Outrun _ -> {}
                case StepDone.Again(Revealed more) -> {
                    Revealed now = revealed.plus(more);
                    if (now.equals(revealed) && found instanceof Lookup.Found useless) {
                        // It was made in another state than this, and nothing more can be seen.
                        place.cache().drop(useless.layer().id());
                        continue;
                    }
                    if (now.equals(revealed)) {
                        throw new IllegalStateException(name + " asks for " + more + " for ever");
                    }
                    if (found instanceof Lookup.Missing) {
                        tooNarrow.add(found.asked());
                    }
                    revealed = now;
                }
            }
        }
    }

    /// A step that succeeded only once it saw more does so from now on.
    private void remember(String step, List<StepKey> tooNarrow, Revealed revealed)
            throws IOException {
        for (StepKey key : tooNarrow) {
            Entry.Reveal entry = new Entry.Reveal(revealed);
            place.layers().publish(key.digest(), standing.chain(), entry);
        }
        if (!tooNarrow.isEmpty()) {
            place.lessons().learn(step, revealed);
        }
    }

    /// Runs a step; once more on a flattened copy of the chain where an overlay is not faithful.
    private StepDone make(
            int index, List<KeyParts> asked, List<KeyParts> keys, Revealed revealed, Miss miss)
            throws IOException, InterruptedException {
        Step step = plan.steps().get(index);
        String reason = miss.line(below());
        for (String name : sight.of(index, standing.before(), revealed).withheld()) {
            place.note(step.name() + " mentions " + name + " and does not see it, as you said");
        }
        Attempt attempt = new Attempt(index, asked, keys, revealed, reason, miss.compared());
        Optional<StepDone> done = group(attempt).run(false, runner);
        if (done.isPresent()) {
            return done.get();
        }
        place.note("running it again on a flattened copy of the files, which takes more room");
        return group(attempt).run(true, runner).orElseThrow();
    }

    /// What became of the steps before, in words.
    private String below() {
        for (StepRecord record : records.reversed()) {
            if (record.layer().isPresent()) {
                return record.outcome() == StepOutcome.RUN
                        ? record.name() + " gave something else"
                        : "the steps before it are not the same";
            }
        }
        return "";
    }

    private StepGroup group(Attempt attempt) {
        return new StepGroup(place, plan, sight, reasons, standing, attempt);
    }

    /// Follows the keys from a step over all that cannot be parted from it.
    private Lookup look(int index, Revealed revealed) throws IOException {
        List<KeyParts> keys = new ArrayList<>();
        StepKey below = standing.key();
        for (int last = index; last < plan.steps().size(); last++) {
            KeyParts parts = sight.key(below, last, index, standing.before(), revealed);
            keys.add(parts);
            below = parts.key();
            Optional<Entry> entry = place.layers().find(below.digest(), standing.chain());
            if (entry.isEmpty()) {
                return new Lookup.Missing(keys);
            }
            switch (entry.get()) {
                case Entry.Hit(Layer layer) -> {
                    return new Lookup.Found(below, layer, last, below, layer.paths().log());
                }
                case Entry.Same same -> {
                    Layer layer = same.layer();
                    StepKey key = new StepKey(layer.record().sealing().key().orElseThrow());
                    return new Lookup.Found(
                            below, layer, last, key, place.cache().run(same.run()).log());
                }
                case Entry.Reveal(Revealed more) -> {
                    return new Lookup.Reveal(below, more);
                }
                case Entry.Joined _ -> {}
            }
        }
        throw new IllegalStateException("the last step cannot be joined to a next one");
    }

    private StepDone reuse(int index, Lookup.Found found, Revealed revealed) throws IOException {
        Layer layer = found.layer();
        boolean standsIn = !found.key().equals(found.asked());
        List<KeyParts> parts = standsIn ? Precedents.parts(layer) : List.of();
        SortedSet<StorePath> inputs = new TreeSet<>(standing.inputs());
        Set<String> prepended = new TreeSet<>();
        for (int each = index; each <= found.last(); each++) {
            Sight seen = sight.of(each, standing.before(), revealed);
            prepended.addAll(seen.prepended());
            if (!standsIn) {
                inputs.addAll(seen.inputs());
            }
        }
        inputs.addAll(Precedents.inputs(parts));
        Reuse reuse =
                standsIn && parts.isEmpty()
                        ? new Reuse.Damaged()
                        : standing.reusing(place.cache(), layer, found.key(), prepended, inputs);
        return switch (reuse) {
            case Reuse.Damaged _ -> {
                place.cache().drop(layer.id());
                yield new StepDone.Outrun();
            }
            case Reuse.Contradicts(SortedSet<String> names) ->
                    new StepDone.Again(Revealed.of(names));
            case Reuse.On(Standing above, boolean ends) -> {
                int next = ends ? plan.steps().size() : found.last() + 1;
                yield new StepDone.Sealed(above, next, reused(index, found));
            }
        };
    }

    private List<StepRecord> reused(int index, Lookup.Found found) throws IOException {
        List<StepRecord> ofGroup = new ArrayList<>();
        for (int each = index; each <= found.last(); each++) {
            ofGroup.add(
                    place.reused(
                            plan.steps().get(each).name(),
                            found.layer(),
                            Optional.of(found.asked().digest()),
                            found.log(),
                            standing.forced()));
        }
        return ofGroup;
    }
}
