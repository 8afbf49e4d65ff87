package dev.firn;

import dev.firn.build.BuildEvent;
import dev.firn.build.BuildEvent.Outcome;
import dev.firn.build.job.Build;
import dev.firn.build.job.BuildOrder;
import dev.firn.build.job.InputProgress;
import dev.firn.build.job.ResultRun;
import dev.firn.build.room.Host;
import dev.firn.cache.BuildRecord;
import dev.firn.cache.BuildRecords;
import dev.firn.cache.StepRecord;
import dev.firn.cli.request.Actions;
import dev.firn.cli.request.BuildListing;
import dev.firn.cli.request.BuildRequest;
import dev.firn.cli.request.DoctorRequest;
import dev.firn.cli.request.ListRequest;
import dev.firn.cli.request.LogRequest;
import dev.firn.cli.request.Named;
import dev.firn.cli.request.RunRequest;
import dev.firn.cli.request.Settings;
import dev.firn.doctor.Doctor;
import dev.firn.doctor.Finding;
import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.daemon.NixSettings;
import dev.firn.nix.eval.Evaluator;
import dev.firn.nix.eval.Installable;
import dev.firn.nix.eval.NixConfig;
import dev.firn.nix.eval.SandboxPath;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import dev.firn.sandbox.Sandbox;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Puts the parts together, each when it is needed.
final class Wiring implements Actions {

    private final Map<String, String> environment;
    private final Clock clock;

    Wiring(Map<String, String> environment, Clock clock) {
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    @Override
    public void build(BuildRequest request, Consumer<BuildEvent> events)
            throws IOException, InterruptedException {
        InputProgress progress = new InputProgress(events);
        try (CacheDirectory cache = cache(request.settings());
                NixAhead ahead = NixAhead.start(environment, request.nixOptions(), progress)) {
            Thread.ofPlatform().daemon().name("sandbox ahead").start(Sandbox::prepare);
            long start = System.nanoTime();
            StorePath drvPath;
            try {
                drvPath = evaluate(request, events);
            } catch (Problem e) {
                // Nix cannot evaluate without its daemon either, and says less about it.
                ahead.get();
                throw e;
            }
            long evaluated = System.nanoTime();
            events.accept(new BuildEvent.Timing("evaluation", Duration.ofNanos(evaluated - start)));
            NixAhead.Nix nix = ahead.get();
            long connected = System.nanoTime();
            events.accept(new BuildEvent.Timing("daemon", Duration.ofNanos(connected - evaluated)));
            Host host = host(nix.config(), nix.daemon().version());
            new Build(cache, nix.daemon(), progress, host, environment, clock, events)
                    .run(order(request, drvPath));
        }
    }

    private static BuildOrder order(BuildRequest request, StorePath drvPath) {
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
                request.until(),
                link);
    }

    private StorePath evaluate(BuildRequest request, Consumer<BuildEvent> events) {
        Installable installable = installable(request.named());
        events.accept(new BuildEvent.Evaluating(installable.toString()));
        Consumer<String> messages = line -> events.accept(new BuildEvent.EvaluationMessage(line));
        return new Evaluator(environment, Path.of("").toAbsolutePath(), messages)
                .instantiate(installable, request.nixOptions());
    }

    private static Installable installable(Named named) {
        return switch (named) {
            case Named.NixFile(String file, Optional<String> attribute) ->
                    new Installable.NixFile(file, attribute);
            case Named.Expression(String text, Optional<String> attribute) ->
                    new Installable.Expression(text, attribute);
            case Named.DerivationFile(String path) -> new Installable.DerivationFile(path);
            case Named.Flake(String reference) -> new Installable.Flake(reference);
        };
    }

    private static Host host(NixConfig config, String nixVersion) {
        SortedSet<String> systems = new TreeSet<>(config.extraPlatforms());
        systems.add(config.system());
        List<Host.HostPath> paths = new ArrayList<>();
        for (SandboxPath path : config.sandboxPaths()) {
            Path source = Path.of(path.source());
            paths.add(new Host.HostPath(source, path.inside(), path.optional()));
        }
        int cores =
                config.cores() == 0 ? Runtime.getRuntime().availableProcessors() : config.cores();
        return new Host(
                systems,
                config.systemFeatures(),
                cores,
                config.devShmSize(),
                saysValid(nixVersion),
                paths);
    }

    /// Since Nix 2.15.
    private static boolean saysValid(String version) {
        String[] parts = version.split("[^0-9]+", 3);
        return parts.length < 2
                || !parts[0].equals("2")
                || parts[1].isEmpty()
                || Integer.parseInt(parts[1], 10) >= 15;
    }

    @Override
    public int run(RunRequest request) throws IOException, InterruptedException {
        try (CacheDirectory cache = cache(request.settings());
                NixDaemon daemon = NixDaemon.connect(NixSettings.of(environment), event -> {})) {
            Host host = host(NixConfig.read(environment, List.of()), daemon.version());
            return new ResultRun(cache, daemon, host, environment).run(request.command());
        }
    }

    @Override
    public void doctor(DoctorRequest request, Consumer<Finding> findings)
            throws InterruptedException {
        Doctor.examine(place(request.settings()), this::greet, findings);
    }

    private String greet() {
        try (NixDaemon daemon = NixDaemon.connect(NixSettings.of(environment), event -> {})) {
            String trust =
                    switch (daemon.trust()) {
                        case TRUSTED -> ", trusts you";
                        case NOT_TRUSTED -> ", does not trust you (it need not)";
                        case UNKNOWN -> "";
                    };
            return "Nix " + daemon.version() + trust;
        }
    }

    @Override
    public void log(LogRequest request, OutputStream out) throws IOException {
        try (CacheDirectory cache = cache(request.settings())) {
            BuildRecord build = last(cache);
            String written = "";
            boolean found = false;
            for (StepRecord step : build.steps()) {
                if (request.step().isPresent() && !request.step().get().equals(step.name())) {
                    continue;
                }
                found = true;
                // Steps that share a process share a log.
                String log = step.log().orElse(written);
                if (!log.equals(written)) {
                    copyLog(step.name(), Path.of(log), out);
                    written = log;
                }
            }
            if (!found) {
                throw noSuchStep(request.step().orElse(""), build);
            }
        }
    }

    private static void copyLog(String step, Path log, OutputStream out) throws IOException {
        try {
            Files.copy(log, out);
        } catch (NoSuchFileException e) {
            throw new Problem(
                    Problem.Kind.CACHE,
                    "the log of " + step + " is gone",
                    "its layer is not in the cache any more: " + log,
                    "build it again: firn build",
                    e);
        }
    }

    private static Problem noSuchStep(String name, BuildRecord build) {
        List<String> names = new ArrayList<>();
        for (StepRecord step : build.steps()) {
            names.add(step.name());
        }
        return new Problem(
                Problem.Kind.USAGE,
                "there is no step '" + name + "' in the last build",
                "it was of " + build.name() + ", with " + String.join(", ", names),
                "name one of these");
    }

    @Override
    public BuildListing list(ListRequest request) throws IOException {
        try (CacheDirectory cache = cache(request.settings())) {
            BuildRecord build = last(cache);
            List<BuildListing.Step> steps = new ArrayList<>();
            for (StepRecord step : build.steps()) {
                steps.add(
                        new BuildListing.Step(
                                step.name(),
                                outcome(step),
                                String.join("; ", step.reasons()),
                                step.took(),
                                step.bytes(),
                                step.layer().isEmpty() ? "" : step.layer().get().value()));
            }
            return new BuildListing(build.name(), build.started(), steps);
        }
    }

    private static Outcome outcome(StepRecord step) {
        return switch (step.outcome()) {
            case CACHED -> Outcome.CACHED;
            case RUN -> Outcome.DONE;
            case FAILED -> Outcome.FAILED;
            case SKIPPED -> Outcome.SKIPPED;
        };
    }

    private static BuildRecord last(CacheDirectory cache) throws IOException {
        return new BuildRecords(cache)
                .latest()
                .orElseThrow(
                        () ->
                                new Problem(
                                        Problem.Kind.USAGE,
                                        "nothing has been built yet",
                                        "there is no record of a build in " + cache.root(),
                                        "build something: firn build"));
    }

    private CacheDirectory cache(Settings settings) {
        return CacheDirectory.open(place(settings));
    }

    private Path place(Settings settings) {
        return settings.cache().isPresent()
                ? Path.of(settings.cache().get())
                : CacheDirectory.usualPlace(environment);
    }
}
