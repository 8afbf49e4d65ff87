package dev.firn.build;

import dev.firn.build.BuildEvent.Outcome;
import dev.firn.build.BuildEvent.StepFinished;
import dev.firn.cache.LayerCache;
import dev.firn.cache.Lessons;
import dev.firn.cache.StepOutcome;
import dev.firn.cache.StepRecord;
import dev.firn.digest.Digest;
import dev.firn.problem.Problem;
import dev.firn.snapshot.Layer;
import dev.firn.snapshot.Upkeep;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What every part of one build works with.
///
/// @param layers what is known under the keys of steps
/// @param upkeep takes care of sealed layers
/// @param lessons what steps of this package were found to need
/// @param events is told what happens
public record Workplace(
        CacheDirectory cache,
        LayerCache layers,
        Upkeep upkeep,
        Lessons lessons,
        Clock clock,
        Consumer<BuildEvent> events) {

    /// Tells the user something, one line.
    public void note(String text) {
        events.accept(new BuildEvent.Note(text));
    }

    /// Makes sure that the cache can be written to: if not, what a process did and said of itself
    /// may be cut short.
    ///
    /// @throws Problem when it cannot
    public void checkWritable() throws IOException {
        Optional<String> unwritable = cache.workroom().unwritable();
        if (unwritable.isPresent()) {
            throw Problem.ofDisk(cache.root() + ": " + unwritable.get());
        }
    }

    /// Tells that a step was found in the cache, and records it.
    ///
    /// @param key that led to the layer
    /// @param log what it printed
    /// @param forced whether the layer stands on a forced one, or is one
    public StepRecord reused(
            String step, Layer layer, Optional<Digest> key, Path log, boolean forced)
            throws IOException {
        Duration took = layer.record().sealing().took();
        long bytes = upkeep.survey(layer).bytes();
        String detail = forced ? "forced" : "";
        events.accept(new StepFinished(step, Outcome.CACHED, detail, took, bytes));
        return new StepRecord(
                step,
                StepOutcome.CACHED,
                Optional.of(layer.id()),
                key,
                took,
                bytes,
                Optional.of(log.toString()),
                List.of(),
                forced,
                Optional.empty());
    }

    /// Tells that the builder leaves a step out, and records it.
    public StepRecord skipped(String step) {
        events.accept(new StepFinished(step, Outcome.SKIPPED, "", Duration.ZERO, 0));
        return new StepRecord(
                step,
                StepOutcome.SKIPPED,
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                0,
                Optional.empty(),
                List.of(),
                false,
                Optional.empty());
    }
}
