package dev.firn.build;

import dev.firn.cache.LayerCache;
import dev.firn.snapshot.Skeleton;
import dev.firn.snapshot.Upkeep;
import dev.firn.store.CacheDirectory;
import java.time.Clock;
import java.util.function.Consumer;

/// What every part of one build works with.
///
/// @param layers what is known under the keys of steps
/// @param upkeep takes care of sealed layers
/// @param skeleton the mount points of this build's inputs
/// @param events is told what happens
public record Workplace(
        CacheDirectory cache,
        LayerCache layers,
        Upkeep upkeep,
        Skeleton skeleton,
        Clock clock,
        Consumer<BuildEvent> events) {

    /// Tells the user something, one line.
    public void note(String text) {
        events.accept(new BuildEvent.Note(text));
    }
}
