package dev.firn.build.job;

import dev.firn.build.BuildEvent;
import dev.firn.build.WalkEnd;
import dev.firn.build.Workplace;
import dev.firn.build.room.Host;
import dev.firn.build.room.Refusal;
import dev.firn.cache.BuildRecord;
import dev.firn.cache.BuildRecords;
import dev.firn.cache.LayerCache;
import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.drv.Derivation;
import dev.firn.nix.drv.StableDerivation;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import dev.firn.snapshot.Upkeep;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Builds a derivation: inputs, steps, result, record.
///
/// @param progress what the daemon tells while it realises inputs
/// @param environment of the user; only fixed-output derivations can see parts of it
/// @param events is told what happens, from any thread
public record Build(
        CacheDirectory cache,
        NixDaemon daemon,
        InputProgress progress,
        Host host,
        Map<String, String> environment,
        Clock clock,
        Consumer<BuildEvent> events) {

    /// @throws Problem when it cannot be built here, an input cannot be had, or the result is not
    ///     acceptable; a step that fails is an end like another
    public BuildEnd run(BuildOrder order) throws IOException, InterruptedException {
        Instant started = clock.instant();
        String id = BuildRecord.newId(started);
        Laps laps = new Laps(events);
        Derivation derivation = Derivation.read(Path.of(order.drvPath().toString()));
        StableDerivation stable =
                order.exact()
                        ? StableDerivation.exact(derivation, order.drvPath())
                        : StableDerivation.of(derivation, order.drvPath());
        Refusal.check(host, stable, order.drvPath());
        if (order.link().isPresent()) {
            ResultLinks.check(order.link().get(), derivation.outputs().keySet());
        }
        Inputs inputs = Inputs.realise(daemon, order.drvPath(), derivation, host.storePaths());
        progress.end();
        laps.end("inputs");
        String salt = order.exact() || order.fresh() ? id : "";
        Preparation ready = Preparation.of(stable, inputs, host, environment, cache, salt);
        laps.end("preparation");
        LayerCache layers = new LayerCache(cache, clock);
        Upkeep upkeep = Upkeep.start(cache);
        Workplace place = new Workplace(cache, layers, upkeep, ready.skeleton(), clock, events);
        WalkEnd end = new Steps(place, ready, laps).run(order.until());
        laps.end("steps");
        Kept kept = new Kept(id, started, stable, order.drvPath(), end);
        if (end.failed().isPresent()) {
            return new BuildEnd.Failed(keep(kept, false, new TreeMap<>()));
        }
        if (order.until().isPresent()) {
            return new BuildEnd.Stopped(keep(kept, false, new TreeMap<>()));
        }
        // Recorded before the result is judged: it can be used in place in any case.
        keep(kept, true, new TreeMap<>());
        Results results = new Results(inputs, ready, events);
        SortedMap<String, StorePath> stored = results.store(order, end.chain());
        BuildRecord record = keep(kept, true, stored);
        results.announce(stored, order.link());
        laps.end("result");
        return new BuildEnd.Built(record);
    }

    private record Kept(
            String id, Instant started, StableDerivation stable, StorePath drvPath, WalkEnd end) {}

    private BuildRecord keep(Kept kept, boolean complete, SortedMap<String, StorePath> stored)
            throws IOException {
        BuildRecord record =
                new BuildRecord(
                        kept.id(),
                        kept.started(),
                        Duration.between(kept.started(), clock.instant()),
                        kept.stable().name(),
                        kept.drvPath().toString(),
                        kept.end().records(),
                        complete ? text(kept.stable().scratch()) : new TreeMap<>(),
                        text(stored),
                        false);
        new BuildRecords(cache).write(record);
        return record;
    }

    private static SortedMap<String, String> text(SortedMap<String, StorePath> paths) {
        SortedMap<String, String> text = new TreeMap<>();
        paths.forEach((output, path) -> text.put(output, path.toString()));
        return text;
    }
}
