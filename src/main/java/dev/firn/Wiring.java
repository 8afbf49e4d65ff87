package dev.firn;

import dev.firn.build.BuildEvent;
import dev.firn.build.BuildEvent.Outcome;
import dev.firn.build.Foresight.Foreseen;
import dev.firn.build.job.ResultRun;
import dev.firn.build.room.Host;
import dev.firn.cache.BuildRecord;
import dev.firn.cache.BuildRecords;
import dev.firn.cache.StepRecord;
import dev.firn.cli.request.Actions;
import dev.firn.cli.request.BuildListing;
import dev.firn.cli.request.BuildRequest;
import dev.firn.cli.request.DoctorRequest;
import dev.firn.cli.request.ExplainRequest;
import dev.firn.cli.request.ListRequest;
import dev.firn.cli.request.LogRequest;
import dev.firn.cli.request.PlanRequest;
import dev.firn.cli.request.RunRequest;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.VerifyRequest;
import dev.firn.doctor.Doctor;
import dev.firn.doctor.Finding;
import dev.firn.inspect.Explainer;
import dev.firn.inspect.Explanation;
import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.daemon.NixSettings;
import dev.firn.nix.eval.NixConfig;
import dev.firn.problem.Problem;
import dev.firn.store.CacheDirectory;
import dev.firn.verify.Verification;
import dev.firn.verify.VerifyEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        try (CacheDirectory cache = cache(request.settings())) {
            new Building(environment, clock, cache, events).build(request);
        }
    }

    @Override
    public List<Foreseen> plan(PlanRequest request, Consumer<BuildEvent> events)
            throws IOException, InterruptedException {
        try (CacheDirectory cache = cache(request.settings())) {
            return new Building(environment, clock, cache, events).plan(request);
        }
    }

    @Override
    public Explanation explain(ExplainRequest request) throws IOException {
        try (CacheDirectory cache = cache(request.settings())) {
            BuildRecord build = last(cache);
            List<StepRecord> steps = new ArrayList<>(build.steps());
            if (request.step().isPresent()) {
                steps.removeIf(step -> !step.name().equals(request.step().get()));
                if (steps.isEmpty()) {
                    throw noSuchStep(request.step().get(), build);
                }
            }
            return new Explainer(cache, build).explain(steps);
        }
    }

    @Override
    public int run(RunRequest request) throws IOException, InterruptedException {
        try (CacheDirectory cache = cache(request.settings());
                NixDaemon daemon = NixDaemon.connect(NixSettings.of(environment), event -> {})) {
            Host host = ThisHost.of(NixConfig.read(environment, List.of()), daemon.version());
            return new ResultRun(cache, daemon, host, environment).run(request.command());
        }
    }

    @Override
    public Verification verify(VerifyRequest request, Consumer<VerifyEvent> events)
            throws IOException {
        try (CacheDirectory cache = cache(request.settings())) {
            return new Verifying(environment, cache, events).verify(request);
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
                                step.layer().isEmpty() ? "" : step.layer().get().value(),
                                step.forced()));
            }
            return new BuildListing(
                    build.name(), build.started(), build.forced(), build.verdict(), steps);
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
