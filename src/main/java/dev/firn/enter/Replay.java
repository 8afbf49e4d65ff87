package dev.firn.enter;

import dev.firn.bash.ShellState;
import dev.firn.build.step.StepEffect;
import dev.firn.cache.BuildRecord;
import dev.firn.cache.StepRecord;
import dev.firn.recipe.Plan;
import dev.firn.recipe.sight.Before;
import dev.firn.recipe.sight.Revealed;
import dev.firn.recipe.sight.StepSight;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import dev.firn.store.LayerId;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The shell's state at a point of a recorded build: that after a new setup, with what each layer
/// has changed in it. Where the two disagree about a name, the layer's value stays, as its files
/// were made with it.
///
/// @param plan of the new setup
record Replay(Plan plan, StepSight sight) {

    ShellState at(BuildRecord build, Chain chain) {
        ShellState state = plan.fresh();
        for (Layer layer : chain.layers()) {
            if (!isNamed(build, layer)) {
                // Another one took its place and tells its changes too.
                continue;
            }
            Optional<StepEffect> effect = StepEffect.read(layer.paths().delta());
            if (effect.isPresent()) {
                SortedSet<String> prepended = prepended(build, layer.id(), state);
                state = effect.get().delta().applyTo(state, prepended).state();
            }
        }
        return state;
    }

    private static boolean isNamed(BuildRecord build, Layer layer) {
        return build.steps().stream()
                .anyMatch(step -> step.layer().equals(Optional.of(layer.id())));
    }

    private SortedSet<String> prepended(BuildRecord build, LayerId layer, ShellState state) {
        SortedSet<String> prepended = new TreeSet<>();
        Before before = new Before(state, new TreeSet<>());
        for (StepRecord record : build.steps()) {
            for (int index = 0; index < plan.steps().size(); index++) {
                if (record.layer().equals(Optional.of(layer))
                        && plan.steps().get(index).name().equals(record.name())) {
                    prepended.addAll(sight.of(index, before, Revealed.NOTHING).prepended());
                }
            }
        }
        return prepended;
    }
}
