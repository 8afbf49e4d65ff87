package dev.firn.build.job;

import dev.firn.bash.Merge;
import dev.firn.build.Standing;
import dev.firn.build.Workplace;
import dev.firn.build.reason.ChangeWords;
import dev.firn.build.reason.Reasons;
import dev.firn.build.step.StepEffect;
import dev.firn.cache.BuildRecord;
import dev.firn.cache.Precedents;
import dev.firn.cache.StepOutcome;
import dev.firn.cache.StepRecord;
import dev.firn.key.KeyChange;
import dev.firn.key.KeyPart;
import dev.firn.key.KeyPart.Kind;
import dev.firn.key.KeyParts;
import dev.firn.key.StepKey;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import dev.firn.recipe.Plan;
import dev.firn.recipe.sight.Revealed;
import dev.firn.recipe.sight.StepSight;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import dev.firn.store.LayerId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// Reuses the newest layers below a step whatever their keys say (`--from`), and finds out what is
/// ignored by that.
///
/// The effect of each layer is applied to the state after the new setup. Where the new recipe and
/// an old step disagree about a name, the old step's value stays, as its files were made with it.
///
/// @param reasons knows the earlier builds
/// @param start what the first step would stand on
/// @param available those of the given inputs of an earlier build that are still in the store
record Forcing(
        Workplace place,
        Plan plan,
        StepSight sight,
        Reasons reasons,
        Standing start,
        UnaryOperator<SortedSet<StorePath>> available) {

    /// A chain that was forced.
    ///
    /// @param standing on top of it
    /// @param records one for each step that it holds
    /// @param ignored what has changed since, one line each
    /// @param gone inputs of the earlier build that are not in the store any more
    record Forced(
            Standing standing,
            List<StepRecord> records,
            List<String> ignored,
            SortedSet<StorePath> gone) {
        Forced {
            records = List.copyOf(records);
            ignored = List.copyOf(ignored);
            gone = Collections.unmodifiableSortedSet(new TreeSet<>(gone));
        }
    }

    /// @param end the place in the plan of the step that is to run first
    /// @throws Problem when no earlier build has all steps below that one
    Forced below(int end) throws IOException {
        for (BuildRecord build : reasons.precedents().builds()) {
            Optional<Forced> forced = from(build, end);
            if (forced.isPresent()) {
                return forced.get();
            }
        }
        String step = plan.steps().get(end).name();
        throw new Problem(
                Problem.Kind.USAGE,
                "there is nothing below " + step + " that could be reused",
                "no earlier build of this package has come that far with layers that are still"
                        + " in the cache",
                "build without --from");
    }

    /// On top of a build of the same derivation: nothing is ignored.
    ///
    /// @param build with all steps below `end` and nothing else
    Forced onto(BuildRecord build, int end) throws IOException {
        return from(build, end)
                .map(it -> new Forced(it.standing(), it.records(), List.of(), it.gone()))
                .orElseThrow(
                        () ->
                                new Problem(
                                        Problem.Kind.CACHE,
                                        "the build cannot go on from the shell",
                                        "a layer below it is gone",
                                        "firn build"));
    }

    private Optional<Forced> from(BuildRecord build, int end) throws IOException {
        Map<String, StepRecord> known = new HashMap<>();
        for (StepRecord record : build.steps()) {
            if (record.outcome() != StepOutcome.FAILED) {
                known.put(record.name(), record);
            }
        }
        Optional<LayerId> top = Optional.empty();
        for (int index = 0; index < end; index++) {
            StepRecord record = known.get(plan.steps().get(index).name());
            if (record == null) {
                return Optional.empty();
            }
            top = record.layer().isPresent() ? record.layer() : top;
        }
        StepRecord next =
                end == plan.steps().size() ? null : known.get(plan.steps().get(end).name());
        if (top.isEmpty() || (next != null && next.layer().equals(top))) {
            // Nothing is there, or both are in one layer, which cannot be cut.
            return Optional.empty();
        }
        Optional<Chain> chain = Chain.load(place.cache(), top.get());
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        List<String> ignored = new ArrayList<>();
        for (KeyChange change : KeyChange.between(build.ground(), reasons.ground())) {
            ignored.add("setup: " + ChangeWords.of(change));
        }
        return reuse(chain.get(), known, end, ignored);
    }

    private Optional<Forced> reuse(
            Chain chain, Map<String, StepRecord> known, int end, List<String> ignored)
            throws IOException {
        List<StepRecord> records = new ArrayList<>();
        Standing standing = start.below(chain);
        Set<LayerId> applied = new HashSet<>();
        for (int index = 0; index < end; index++) {
            String name = plan.steps().get(index).name();
            StepRecord record = Objects.requireNonNull(known.get(name));
            records.add(record);
            Optional<Layer> layer = record.layer().flatMap(chain::layer);
            if (layer.isEmpty()) {
                continue;
            }
            if (!applied.contains(layer.get().id())) {
                standing = reach(layer.get(), chain, standing);
            }
            compare(index, layer.get(), standing, ignored);
            if (applied.add(layer.get().id())) {
                Optional<Standing> above = apply(index, layer.get(), standing, ignored);
                if (above.isEmpty()) {
                    return Optional.empty();
                }
                standing = above.get();
            }
        }
        SortedSet<StorePath> kept = available.apply(standing.inputs());
        SortedSet<StorePath> gone = new TreeSet<>(standing.inputs());
        gone.removeAll(kept);
        return Optional.of(
                new Forced(
                        standing.forced(key(chain.topId().orElseThrow()), kept),
                        records,
                        ignored,
                        gone));
    }

    /// A layer that was made in a shell stands on one that it takes the place of: the files of that
    /// one count, and what it changed in the shell's state is told by the layer above.
    private Standing reach(Layer layer, Chain chain, Standing standing) throws IOException {
        Standing below = standing;
        int from = chain.layers().indexOf(layer);
        for (Layer between : chain.layers().subList(standing.chain().layers().size(), from)) {
            below =
                    below.on(
                            place.cache(),
                            between,
                            below.key(),
                            below.before().state(),
                            below.inputs());
        }
        return below;
    }

    /// What a step would see today that it did not see then.
    private void compare(int index, Layer layer, Standing standing, List<String> ignored) {
        String name = plan.steps().get(index).name();
        Optional<KeyParts> then = Reasons.ofStep(Precedents.parts(layer), name);
        Revealed revealed = Revealed.NOTHING;
        KeyParts now = sight.key(standing.key(), index, index, standing.before(), revealed);
        for (KeyChange change : KeyChange.between(then.orElse(KeyParts.of(List.of())), now)) {
            if (change.kind() != Kind.PARENT && change.kind() != Kind.STEP) {
                ignored.add(name + ": " + ChangeWords.of(change));
            }
        }
    }

    private Optional<Standing> apply(
            int index, Layer layer, Standing standing, List<String> ignored) throws IOException {
        Optional<StepEffect> effect = StepEffect.read(layer.paths().delta());
        if (effect.isEmpty() || effect.get().ends()) {
            return Optional.empty();
        }
        SortedSet<String> prepended =
                sight.of(index, standing.before(), Revealed.NOTHING).prepended();
        Merge merge = effect.get().delta().applyTo(standing.before().state(), prepended);
        for (String name : merge.conflicts()) {
            ignored.add(layer.step() + ": " + name + " keeps the value of the earlier build");
        }
        SortedSet<StorePath> inputs = new TreeSet<>(standing.inputs());
        inputs.addAll(Precedents.inputs(Precedents.parts(layer)));
        // What was made in a shell has no key of its own.
        StepKey key =
                layer.record().sealing().key().map(StepKey::new).orElseGet(() -> key(layer.id()));
        return Optional.of(standing.on(place.cache(), layer, key, merge.state(), inputs));
    }

    /// What is built on a forced chain is found again only by a build that forces the same chain.
    private static StepKey key(LayerId top) {
        return KeyParts.of(
                        List.of(
                                new KeyPart(Kind.PARENT, "layer", top.value()),
                                new KeyPart(Kind.STEP, "name", "forced")))
                .key();
    }
}
