package dev.firn.build;

import dev.firn.bash.Merge;
import dev.firn.bash.ShellState;
import dev.firn.build.step.StepEffect;
import dev.firn.key.StepKey;
import dev.firn.nix.path.StorePath;
import dev.firn.recipe.sight.Before;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Where a walk has come to: what the next step stands on.
///
/// @param chain the layers of the steps so far
/// @param key of its top
/// @param before what the next step comes upon
/// @param inputs that the steps so far could name: the next one can come to them too
/// @param forced whether a layer below was reused although its key did not match
public record Standing(
        Chain chain, StepKey key, Before before, SortedSet<StorePath> inputs, boolean forced) {

    public Standing {
        inputs = Collections.unmodifiableSortedSet(new TreeSet<>(inputs));
    }

    /// The bottom of a chain: below its first step, on what its setup left behind.
    public Standing below(Chain whole) {
        Chain bottom = Chain.empty();
        if (!whole.layers().isEmpty() && whole.layers().getFirst().step().equals("setup")) {
            bottom = bottom.plus(whole.layers().getFirst());
        }
        return new Standing(bottom, key, before, inputs, forced);
    }

    /// The same place, reached against the keys.
    ///
    /// @param instead the key that stands for it
    /// @param kept the inputs that are still there
    public Standing forced(StepKey instead, SortedSet<StorePath> kept) {
        return new Standing(chain, instead, before, kept, true);
    }

    /// What came of going on from a layer that was found.
    sealed interface Reuse {

        /// @param ends whether the builder has come to its end with it
        record On(Standing above, boolean ends) implements Reuse {}

        /// What the layer did to the state contradicts the state that is here.
        record Contradicts(SortedSet<String> names) implements Reuse {}

        /// What the layer did to the state cannot be read.
        record Damaged() implements Reuse {}
    }

    /// On top of a layer that was found.
    ///
    /// @param layerKey that led to it
    /// @param prepended lists that the layer may have added words in front of
    /// @param now the inputs that the steps up to it could name
    Reuse reusing(
            CacheDirectory cache,
            Layer layer,
            StepKey layerKey,
            Set<String> prepended,
            SortedSet<StorePath> now)
            throws IOException {
        Optional<StepEffect> effect = StepEffect.read(layer.paths().delta());
        if (effect.isEmpty()) {
            return new Reuse.Damaged();
        }
        Merge merge = effect.get().delta().applyTo(before.state(), prepended);
        return merge.isClean()
                ? new Reuse.On(on(cache, layer, layerKey, merge.state(), now), effect.get().ends())
                : new Reuse.Contradicts(new TreeSet<>(merge.conflicts()));
    }

    /// On top of one more layer.
    ///
    /// @param state after it
    /// @param now the inputs that the steps up to it could name
    public Standing on(
            CacheDirectory cache,
            Layer layer,
            StepKey layerKey,
            ShellState state,
            SortedSet<StorePath> now)
            throws IOException {
        SortedSet<String> reads = new TreeSet<>(before.readByFiles());
        reads.addAll(FileReads.of(cache, layer));
        return new Standing(chain.plus(layer), layerKey, new Before(state, reads), now, forced);
    }
}
