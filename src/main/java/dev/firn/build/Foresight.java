package dev.firn.build;

import dev.firn.bash.ShellState;
import dev.firn.build.Standing.Reuse;
import dev.firn.build.reason.Miss;
import dev.firn.build.reason.Reasons;
import dev.firn.build.step.StepEffect;
import dev.firn.cache.Entry;
import dev.firn.cache.Precedents;
import dev.firn.key.KeyParts;
import dev.firn.key.StepKey;
import dev.firn.nix.path.StorePath;
import dev.firn.recipe.Plan;
import dev.firn.recipe.sight.Before;
import dev.firn.recipe.sight.Revealed;
import dev.firn.recipe.sight.StepSight;
import dev.firn.snapshot.Layer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Says what a walk would do, without doing it and without a trace in the cache.
///
/// @param reasons knows the earlier layers of every step
public record Foresight(Workplace place, Plan plan, StepSight sight, Reasons reasons) {

    /// What would become of a step.
    public sealed interface Foreseen {

        String step();

        /// The builder would leave it out.
        record Skipped(String step) implements Foreseen {}

        /// Its layer is there.
        record Cached(String step, Layer layer) implements Foreseen {}

        /// It would run.
        record Runs(String step, Miss miss) implements Foreseen {}

        /// A step before it would run. It runs as well, unless that one does what it did before and
        /// nothing else has changed.
        ///
        /// @param cause the first step that runs
        /// @param miss what has changed besides
        record Follows(String step, String cause, Miss miss) implements Foreseen {}
    }

    /// @param start what the first step stands on
    /// @param end the place in the plan of the first step that is not asked for
    public List<Foreseen> from(Standing start, int end) throws IOException {
        List<Foreseen> foreseen = new ArrayList<>();
        Standing standing = start;
        String cause = "";
        int index = 0;
        while (index < end) {
            String name = plan.steps().get(index).name();
            if (sight.skips(index, standing.before().state())) {
                foreseen.add(new Foreseen.Skipped(name));
                index++;
                continue;
            }
            Ahead ahead = look(index, standing);
            if (!cause.isEmpty() || ahead.found().isEmpty()) {
                Miss miss = reasons.of(name, ahead.keys().getFirst());
                foreseen.add(
                        cause.isEmpty()
                                ? new Foreseen.Runs(name, miss)
                                : new Foreseen.Follows(name, cause, miss));
                cause = cause.isEmpty() ? name : cause;
                standing = guess(index, standing, ahead.keys().getFirst().key());
                index++;
                continue;
            }
            Found found = ahead.found().get();
            for (int each = index; each < index + ahead.keys().size(); each++) {
                String member = plan.steps().get(each).name();
                foreseen.add(new Foreseen.Cached(member, found.layer()));
            }
            standing = found.above();
            index = found.ends() ? end : index + ahead.keys().size();
        }
        return foreseen;
    }

    private record Found(Layer layer, Standing above, boolean ends) {}

    private record Ahead(List<KeyParts> keys, Optional<Found> found) {}

    /// A step that has not run is taken to do what it did the last time.
    private Standing guess(int index, Standing standing, StepKey key) throws IOException {
        Before before = standing.before();
        for (Precedents.Precedent precedent :
                reasons.precedents().of(plan.steps().get(index).name())) {
            Layer layer = precedent.layer();
            Optional<StepEffect> effect = StepEffect.read(layer.paths().delta());
            if (effect.isPresent() && !layer.record().sealing().failed()) {
                SortedSet<String> prepended = sight.of(index, before, Revealed.NOTHING).prepended();
                SortedSet<String> reads = new TreeSet<>(before.readByFiles());
                reads.addAll(FileReads.of(place.cache(), layer));
                ShellState after = effect.get().delta().applyTo(before.state(), prepended).state();
                before = new Before(after, reads);
                break;
            }
        }
        return new Standing(standing.chain(), key, before, standing.inputs(), standing.forced());
    }

    private Ahead look(int index, Standing standing) throws IOException {
        Revealed revealed = Revealed.NOTHING;
        while (true) {
            List<KeyParts> keys = new ArrayList<>();
            StepKey below = standing.key();
            Optional<Revealed> more = Optional.empty();
            for (int last = index; last < plan.steps().size() && more.isEmpty(); last++) {
                KeyParts parts = sight.key(below, last, index, standing.before(), revealed);
                keys.add(parts);
                below = parts.key();
                Optional<Entry> entry = place.layers().peek(below.digest(), standing.chain());
                if (entry.isEmpty()) {
                    return new Ahead(keys, Optional.empty());
                }
                switch (entry.get()) {
                    case Entry.Hit(Layer layer) -> {
                        Optional<Found> found = found(index, last, standing, layer, revealed);
                        return new Ahead(keys, found);
                    }
                    case Entry.Same same -> {
                        Optional<Found> found =
                                found(index, last, standing, same.layer(), revealed);
                        return new Ahead(keys, found);
                    }
                    case Entry.Reveal(Revealed names) -> more = Optional.of(names);
                    case Entry.Joined _ -> {}
                }
            }
            Revealed now = revealed.plus(more.orElse(Revealed.NOTHING));
            if (now.equals(revealed)) {
                return new Ahead(keys, Optional.empty());
            }
            revealed = now;
        }
    }

    private Optional<Found> found(
            int index, int last, Standing standing, Layer layer, Revealed revealed)
            throws IOException {
        SortedSet<String> prepended = new TreeSet<>();
        for (int each = index; each <= last; each++) {
            prepended.addAll(sight.of(each, standing.before(), revealed).prepended());
        }
        SortedSet<StorePath> inputs = new TreeSet<>(standing.inputs());
        inputs.addAll(Precedents.inputs(Precedents.parts(layer)));
        StepKey key = new StepKey(layer.record().sealing().key().orElseThrow());
        return standing.reusing(place.cache(), layer, key, prepended, inputs)
                        instanceof Reuse.On(Standing above, boolean ends)
                ? Optional.of(new Found(layer, above, ends))
                : Optional.empty();
    }
}
