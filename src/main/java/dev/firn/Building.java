package dev.firn;

import dev.firn.build.BuildEvent;
import dev.firn.build.Foresight.Foreseen;
import dev.firn.build.job.Build;
import dev.firn.build.job.BuildOrder;
import dev.firn.build.job.InputProgress;
import dev.firn.build.job.Interludes;
import dev.firn.build.room.Host;
import dev.firn.build.visit.Visitor;
import dev.firn.cache.BuildRecord;
import dev.firn.cache.BuildRecords;
import dev.firn.cli.request.BuildRequest;
import dev.firn.cli.request.Named;
import dev.firn.cli.request.PlanRequest;
import dev.firn.config.FirnFile;
import dev.firn.history.History;
import dev.firn.history.StepName;
import dev.firn.limit.Limits;
import dev.firn.nix.eval.Evaluator;
import dev.firn.nix.eval.Installable;
import dev.firn.nix.eval.NixConfig;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import dev.firn.recipe.sight.Scopes;
import dev.firn.sandbox.Sandbox;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// From what the user names to a build of it, or to a plan of one: Nix evaluates while everything
/// else gets ready.
record Building(
        Map<String, String> environment,
        Clock clock,
        CacheDirectory cache,
        Consumer<BuildEvent> events) {

    Building {
        environment = Map.copyOf(environment);
    }

    void build(BuildRequest request, Visitor visitor) throws IOException, InterruptedException {
        InputProgress progress = new InputProgress(events);
        try (NixAhead ahead = NixAhead.start(environment, request.nixOptions(), progress)) {
            cache.workroom().does("evaluating " + installable(request.named()));
            StorePath drvPath = evaluate(request.named(), request.nixOptions(), ahead);
            List<StorePath> inputs = new ArrayList<>();
            for (String input : request.layerInputs()) {
                inputs.add(evaluate(request.named().beside(input), request.nixOptions(), ahead));
            }
            job(ahead, progress, request.limits()).run(order(request, visitor, drvPath), inputs);
        }
    }

    /// @param id of a build whose last layer is a shell's
    void resume(String id) throws IOException, InterruptedException {
        InputProgress progress = new InputProgress(events);
        try (NixAhead ahead = NixAhead.start(environment, List.of(), progress)) {
            BuildRecord build = new History(cache).build(Optional.of(id));
            job(ahead, progress, Limits.NONE).run(BuildOrder.resuming(build));
            // The record of the build that went on has all of it.
            new BuildRecords(cache).remove(build);
        }
    }

    List<Foreseen> plan(PlanRequest request) throws IOException, InterruptedException {
        InputProgress progress = new InputProgress(events);
        try (NixAhead ahead = NixAhead.start(environment, request.nixOptions(), progress)) {
            StorePath drvPath = evaluate(request.named(), request.nixOptions(), ahead);
            Scopes scopes = scopes(request.named(), request.scopes());
            return job(ahead, progress, Limits.NONE).foresee(BuildOrder.plain(drvPath, scopes));
        }
    }

    private StorePath evaluate(Named named, List<String> options, NixAhead ahead)
            throws InterruptedException {
        Thread.ofPlatform().daemon().name("sandbox ahead").start(Sandbox::prepare);
        long start = System.nanoTime();
        Installable installable = installable(named);
        events.accept(new BuildEvent.Evaluating(installable.toString()));
        Consumer<String> messages = line -> events.accept(new BuildEvent.EvaluationMessage(line));
        try {
            StorePath drvPath =
                    new Evaluator(environment, Path.of("").toAbsolutePath(), messages)
                            .instantiate(installable, options);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            events.accept(new BuildEvent.Timing("evaluation", took));
            return drvPath;
        } catch (Problem e) {
            // Nix cannot evaluate without its daemon either, and says less about it.
            ahead.get();
            throw e;
        }
    }

    /// @param said what the user says about limits; else the configuration of Nix counts
    private Build job(NixAhead ahead, InputProgress progress, Limits said)
            throws InterruptedException {
        long start = System.nanoTime();
        NixAhead.Nix nix = ahead.get();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        events.accept(new BuildEvent.Timing("daemon", took));
        Host host = ThisHost.of(nix.config(), nix.daemon().version());
        return new Build(
                cache,
                nix.daemon(),
                progress,
                host,
                said.orElse(limits(nix.config())),
                environment,
                nix.config().secretKeyFiles(),
                clock,
                events);
    }

    private static Limits limits(NixConfig config) {
        return new Limits(
                OptionalLong.of(config.timeout()),
                OptionalLong.of(config.maxSilentTime()),
                OptionalLong.of(config.maxLogSize()),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private static BuildOrder order(BuildRequest request, Visitor visitor, StorePath drvPath) {
        Optional<Path> link =
                switch (request.link()) {
                    case BuildRequest.Link.At(String prefix) -> Optional.of(Path.of(prefix));
                    case BuildRequest.Link.None() -> Optional.empty();
                };
        return new BuildOrder(
                drvPath,
                request.exact(),
                request.noCache(),
                request.acceptStale(),
                request.register(),
                request.from(),
                request.until(),
                scopes(request.named(), request.scopes()),
                Optional.empty(),
                interludes(request, visitor),
                link,
                false);
    }

    private static Optional<Interludes> interludes(BuildRequest request, Visitor visitor) {
        return request.stops().isEmpty() && !request.shellOnFailure()
                ? Optional.empty()
                : Optional.of(
                        new Interludes(
                                visitor,
                                request.stops().stream().map(StepName::parse).toList(),
                                request.shellOnFailure()));
    }

    /// What the command line says goes before what the file says.
    private static Scopes scopes(Named named, SortedMap<String, String> said) {
        SortedMap<String, String> scopes = new TreeMap<>();
        Optional<Path> beside =
                switch (named) {
                    case Named.NixFile(String file, Optional<String> _) ->
                            Optional.of(Path.of(file));
                    case Named.Expression _ -> Optional.of(Path.of("."));
                    case Named.Flake(String reference) -> FirnFile.ofFlake(reference);
                    case Named.DerivationFile _ -> Optional.empty();
                };
        if (beside.isPresent()) {
            scopes.putAll(FirnFile.scopes(beside.get()));
        }
        scopes.putAll(said);
        return new Scopes(scopes);
    }

    static Installable installable(Named named) {
        return switch (named) {
            case Named.NixFile(String file, Optional<String> attribute) ->
                    new Installable.NixFile(file, attribute);
            case Named.Expression(String text, Optional<String> attribute) ->
                    new Installable.Expression(text, attribute);
            case Named.DerivationFile(String path) -> new Installable.DerivationFile(path);
            case Named.Flake(String reference) -> new Installable.Flake(reference);
        };
    }
}
