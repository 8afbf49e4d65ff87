package dev.firn.build;

import dev.firn.bash.Merge;
import dev.firn.bash.ShellState;
import dev.firn.build.BuildEvent.Outcome;
import dev.firn.build.BuildEvent.StepFinished;
import dev.firn.cache.Entry;
import dev.firn.cache.StepOutcome;
import dev.firn.cache.StepRecord;
import dev.firn.key.KeyParts;
import dev.firn.key.StepKey;
import dev.firn.recipe.Plan;
import dev.firn.recipe.Step;
import dev.firn.recipe.StepSight;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Scratch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The step loop: for each step key, find, else open, run, commit; then on from its layer.
public final class Walk {

    private final Workplace place;
    private final Plan plan;
    private final StepSight sight;
    private final StepRunner runner;
    private final List<StepRecord> records = new ArrayList<>();
    private Chain chain;
    private StepKey parent;
    private ShellState state;

    /// @param base what the setup left behind
    /// @param root the key that stands for the sandbox and all that every step shares
    public Walk(
            Workplace place,
            Plan plan,
            StepSight sight,
            StepRunner runner,
            Chain base,
            StepKey root) {
        this.place = place;
        this.plan = plan;
        this.sight = sight;
        this.runner = runner;
        this.chain = base;
        this.parent = root;
        this.state = plan.fresh();
    }

    /// @param end the place in the plan of the first step that is not wanted
    public WalkEnd run(int end) throws IOException, InterruptedException {
        int index = 0;
        while (index < end) {
            if (sight.skips(index, state)) {
                skip(plan.steps().get(index));
                index++;
                continue;
            }
            switch (advance(index)) {
                case StepDone.Sealed sealed -> {
                    records.addAll(sealed.records());
                    chain = chain.plus(sealed.layer());
                    parent = sealed.key();
                    state = sealed.state();
                    index = sealed.next();
                }
                case StepDone.Failed failed -> {
                    records.addAll(failed.records());
                    return new WalkEnd(chain, records, Optional.of(failed.layer()));
                }
                case StepDone.Again _, StepDone.Outrun _ ->
                        throw new IllegalStateException("only between two attempts");
            }
        }
        return new WalkEnd(chain, records, Optional.empty());
    }

    /// Finds or makes the layer of a step. The names to be revealed only grow, so this ends.
    private StepDone advance(int index) throws IOException, InterruptedException {
        SortedSet<String> revealed = new TreeSet<>();
        while (true) {
            StepDone done =
                    switch (look(index, revealed)) {
                        case Lookup.Found found -> reuse(index, found);
                        case Lookup.Reveal reveal -> new StepDone.Again(reveal.names());
                        case Lookup.Missing missing -> make(index, missing.keys(), revealed);
                    };
            switch (done) {
                case StepDone.Sealed _, StepDone.Failed _ -> {
                    return done;
                }
                case StepDone.Outrun _ -> {}
                case StepDone.Again(SortedSet<String> names) -> {
                    if (!revealed.addAll(names)) {
                        String name = plan.steps().get(index).name();
                        throw new IllegalStateException(name + " asks for " + names + " for ever");
                    }
                }
            }
        }
    }

    /// Runs a step; once more on a flattened copy of the chain where an overlay is not faithful.
    private StepDone make(int index, List<KeyParts> keys, SortedSet<String> revealed)
            throws IOException, InterruptedException {
        try (Scratch scratch = Scratch.open(place.cache(), chain, place.skeleton())) {
            Optional<StepDone> done = group(index, keys, revealed).run(scratch, false, runner);
            if (done.isPresent()) {
                return done.get();
            }
        }
        place.note("running it again on a flattened copy of the files, which takes more room");
        try (Scratch scratch = Scratch.flattened(place.cache(), chain, place.skeleton())) {
            return group(index, keys, revealed).run(scratch, true, runner).orElseThrow();
        }
    }

    private StepGroup group(int index, List<KeyParts> keys, SortedSet<String> revealed) {
        return new StepGroup(place, plan, sight, chain, state, index, keys, revealed);
    }

    /// Follows the keys from a step over all that cannot be parted from it.
    private Lookup look(int index, SortedSet<String> revealed) throws IOException {
        List<KeyParts> keys = new ArrayList<>();
        StepKey below = parent;
        for (int last = index; last < plan.steps().size(); last++) {
            KeyParts parts = sight.key(below, last, index, state, revealed);
            keys.add(parts);
            below = parts.key();
            Optional<Entry> entry = place.layers().find(below.digest(), chain);
            if (entry.isEmpty()) {
                return new Lookup.Missing(keys);
            }
            switch (entry.get()) {
                case Entry.Hit hit -> {
                    return new Lookup.Found(hit.layer(), last, below);
                }
                case Entry.Reveal reveal -> {
                    return new Lookup.Reveal(reveal.names());
                }
                case Entry.Joined _ -> {}
            }
        }
        throw new IllegalStateException("the last step cannot be joined to a next one");
    }

    private StepDone reuse(int index, Lookup.Found found) throws IOException {
        Optional<StepEffect> known = StepEffect.read(found.layer().paths().delta());
        if (known.isEmpty()) {
            place.cache().drop(found.layer().id());
            return new StepDone.Outrun();
        }
        StepEffect effect = known.get();
        Merge merge = effect.delta().applyTo(state);
        if (!merge.isClean()) {
            return new StepDone.Again(merge.conflicts());
        }
        List<StepRecord> ofGroup = new ArrayList<>();
        for (int i = index; i <= found.last(); i++) {
            ofGroup.add(place.reused(plan.steps().get(i).name(), found.layer()));
        }
        int next = effect.ends() ? plan.steps().size() : found.last() + 1;
        return new StepDone.Sealed(found.layer(), found.key(), merge.state(), next, ofGroup);
    }

    private void skip(Step step) {
        StepFinished event = new StepFinished(step.name(), Outcome.SKIPPED, "", Duration.ZERO, 0);
        place.events().accept(event);
        records.add(
                new StepRecord(
                        step.name(),
                        StepOutcome.SKIPPED,
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ZERO,
                        0,
                        Optional.empty(),
                        List.of()));
    }
}
