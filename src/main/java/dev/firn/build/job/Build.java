package dev.firn.build.job;

import dev.firn.build.BuildEvent;
import dev.firn.build.Foresight.Foreseen;
import dev.firn.build.Workplace;
import dev.firn.build.ready.Inputs;
import dev.firn.build.ready.Preparation;
import dev.firn.build.room.Exemption;
import dev.firn.build.room.Host;
import dev.firn.build.room.Refusal;
import dev.firn.cache.BuildRecord;
import dev.firn.cache.BuildRecords;
import dev.firn.cache.LayerCache;
import dev.firn.cache.Lessons;
import dev.firn.cache.PackageName;
import dev.firn.history.RecordedDerivation;
import dev.firn.limit.Allowance;
import dev.firn.limit.Limits;
import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.daemon.SigningKey;
import dev.firn.nix.drv.Derivation;
import dev.firn.nix.drv.StableDerivation;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.result.ResultRegistration;
import dev.firn.nix.result.ResultRequest.Register;
import dev.firn.problem.Problem;
import dev.firn.snapshot.Upkeep;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Builds a derivation: inputs, steps, result, record.
///
/// @param progress what the daemon tells while it realises inputs
/// @param limits of what its steps may use
/// @param environment of the user; only fixed-output derivations can see parts of it
/// @param keyFiles hold the keys that sign what goes to a derivation's own paths
/// @param events is told what happens, from any thread
public record Build(
        CacheDirectory cache,
        NixDaemon daemon,
        InputProgress progress,
        Host host,
        Limits limits,
        Map<String, String> environment,
        List<Path> keyFiles,
        Clock clock,
        Consumer<BuildEvent> events) {

    /// @throws Problem when it cannot be built here, an input cannot be had, or the result is not
    ///     acceptable; a step that fails is an end like another
    public BuildEnd run(BuildOrder order) throws IOException, InterruptedException {
        Instant started = clock.instant();
        String id = BuildRecord.newId(started);
        Laps laps = new Laps(events);
        Derivation derivation = Derivation.read(Path.of(order.drvPath().toString()));
        Optional<Path> link = link(order, derivation);
        List<SigningKey> keys = keys(order);
        if (order.register() != Register.NO) {
            new ResultRegistration(daemon, keys).checkRegistering();
        }
        cache.workroom().does("getting the inputs of " + order.drvPath().name());
        boolean reuse = !order.exact() && !order.fresh();
        Ready ready = prepare(order, derivation, reuse ? "" : id, laps);
        new RecordedDerivation(order.drvPath(), derivation, ready.inputs().paths()).keep(cache);
        cache.workroom().does("running the setup of " + ready.preparation().stable().name());
        Steps steps = steps(ready, order, reuse, laps);
        Steps.End end = steps.run(order);
        laps.end("steps");
        Kept kept = new Kept(id, started, ready.preparation().stable(), order, end);
        if (end.walk().failed().isPresent()) {
            return new BuildEnd.Failed(keep(kept, false, new TreeMap<>()));
        }
        if (end.walk().left().isPresent()) {
            keep(kept, false, new TreeMap<>());
            throw new Problem(
                    Problem.Kind.RESULT,
                    "the build was ended at " + end.walk().left().get(),
                    "the shell there ended with another status than 0, or was interrupted; all steps"
                            + " until there are kept",
                    "to go on, build it again without --break");
        }
        if (order.until().isPresent()) {
            return new BuildEnd.Stopped(keep(kept, false, new TreeMap<>()));
        }
        // Recorded before the result is judged: it can be used in place in any case.
        keep(kept, true, new TreeMap<>());
        if (end.isForced() && order.register() == Register.YES) {
            throw forced();
        }
        Results results =
                new Results(ready.inputs().plus(end.older()), ready.preparation(), keys, events);
        SortedMap<String, StorePath> stored = results.store(order, end.walk().chain());
        BuildRecord record = keep(kept, true, stored);
        if (!order.forAnother()) {
            results.announce(stored, link);
        }
        laps.end("result");
        return new BuildEnd.Built(record);
    }

    /// The same with some of its inputs built in layers before it.
    ///
    /// @param inputs their derivations
    /// @throws Problem as [#run], and when one of them is no input of it
    public BuildEnd run(BuildOrder order, Collection<StorePath> inputs)
            throws IOException, InterruptedException {
        return inputs.isEmpty() ? run(order) : new LayeredInputs(this, order, inputs).run();
    }

    private List<SigningKey> keys(BuildOrder order) {
        return order.register() == Register.NO
                ? List.of()
                : keyFiles.stream().map(SigningKey::read).toList();
    }

    private static Problem forced() {
        return new Problem(
                Problem.Kind.RESULT,
                "the result is forced and not registered at its own path",
                "a layer of it was reused although its key did not match; Nix would take it for"
                        + " what the derivation builds",
                "build it without --from, or say that it is right: --register --force");
    }

    /// Runs nothing but the setup, and says what a build would do. The cache stays as it is.
    ///
    /// @throws Problem as [#run]
    public List<Foreseen> foresee(BuildOrder order) throws IOException, InterruptedException {
        Laps laps = new Laps(events);
        Derivation derivation = Derivation.read(Path.of(order.drvPath().toString()));
        Ready ready = prepare(order, derivation, "", laps);
        return steps(ready, order, true, laps).foresee();
    }

    /// Where links go. What a shell has made for a build that goes on is not given up for them.
    private Optional<Path> link(BuildOrder order, Derivation derivation) {
        if (order.link().isEmpty()) {
            return Optional.empty();
        }
        try {
            ResultLinks.check(order.link().get(), derivation.outputs().keySet());
            return order.link();
        } catch (Problem e) {
            if (order.resumed().isEmpty()) {
                throw e;
            }
            events.accept(new BuildEvent.Note(e.what() + ": " + e.why()));
            return Optional.empty();
        }
    }

    private record Ready(Inputs inputs, Preparation preparation) {}

    private Ready prepare(BuildOrder order, Derivation derivation, String salt, Laps laps)
            throws IOException {
        StableDerivation stable =
                order.exact()
                        ? StableDerivation.exact(derivation, order.drvPath())
                        : StableDerivation.of(derivation, order.drvPath());
        Refusal.check(host, stable, order.drvPath());
        Exemption exemption = Exemption.of(host, derivation.attributes(), order.drvPath());
        if (exemption.outside()) {
            events.accept(
                    new BuildEvent.Note(
                            "it is built outside of the sandbox, as it asks: what it reads of this"
                                    + " machine is in no key"));
        }
        Inputs inputs = Inputs.realise(daemon, order.drvPath(), derivation, host.storePaths());
        progress.end();
        laps.end("inputs");
        Allowance allowance =
                new Allowance(limits, note -> events.accept(new BuildEvent.Note(note)));
        Preparation ready =
                Preparation.of(stable, inputs, host, exemption, allowance, environment, salt);
        laps.end("preparation");
        return new Ready(inputs, ready);
    }

    private Steps steps(Ready ready, BuildOrder order, boolean reuse, Laps laps) {
        PackageName name = PackageName.ofDerivation(ready.preparation().stable().name());
        Workplace place =
                new Workplace(
                        cache,
                        new LayerCache(cache, clock),
                        Upkeep.start(cache),
                        new Lessons(cache, name, !reuse),
                        clock,
                        events);
        return new Steps(place, ready.inputs(), ready.preparation(), laps, order.scopes(), reuse);
    }

    private record Kept(
            String id, Instant started, StableDerivation stable, BuildOrder order, Steps.End end) {}

    private BuildRecord keep(Kept kept, boolean complete, SortedMap<String, StorePath> stored)
            throws IOException {
        BuildRecord record =
                new BuildRecord(
                        kept.id(),
                        kept.started(),
                        Duration.between(kept.started(), clock.instant()),
                        kept.stable().name(),
                        kept.order().drvPath().toString(),
                        kept.end().walk().records(),
                        complete ? text(kept.stable().scratch()) : new TreeMap<>(),
                        text(stored),
                        kept.end().isForced(),
                        kept.end().ignored(),
                        Optional.empty(),
                        kept.order().link().map(link -> link.toAbsolutePath().toString()),
                        kept.end().ground());
        new BuildRecords(cache).write(record);
        events.accept(new BuildEvent.Recorded(record));
        return record;
    }

    private static SortedMap<String, String> text(SortedMap<String, StorePath> paths) {
        SortedMap<String, String> text = new TreeMap<>();
        paths.forEach((output, path) -> text.put(output, path.toString()));
        return text;
    }
}
