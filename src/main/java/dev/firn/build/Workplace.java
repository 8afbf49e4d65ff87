package dev.firn.build;

import dev.firn.build.BuildEvent.Outcome;
import dev.firn.build.BuildEvent.StepFinished;
import dev.firn.cache.LayerCache;
import dev.firn.cache.StepOutcome;
import dev.firn.cache.StepRecord;
import dev.firn.snapshot.Layer;
import dev.firn.snapshot.Skeleton;
import dev.firn.snapshot.Upkeep;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

    /// Tells that a step was found in the cache, and records it.
    public StepRecord reused(String step, Layer layer) throws IOException {
        Duration took = layer.record().sealing().took();
        long bytes = upkeep.survey(layer).bytes();
        events.accept(new StepFinished(step, Outcome.CACHED, "", took, bytes));
        return new StepRecord(
                step,
                StepOutcome.CACHED,
                Optional.of(layer.id()),
                layer.record().sealing().key(),
                took,
                bytes,
                Optional.of(layer.paths().log().toString()),
                List.of());
    }
}
