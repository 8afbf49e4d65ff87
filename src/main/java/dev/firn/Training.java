package dev.firn;

import dev.firn.build.BuildEvent;
import dev.firn.build.BuildEvent.Outcome;
import dev.firn.build.Foresight.Foreseen;
import dev.firn.build.reason.Miss;
import dev.firn.build.visit.Visitor;
import dev.firn.cache.BuildRecord;
import dev.firn.cache.StepOutcome;
import dev.firn.cache.StepRecord;
import dev.firn.check.Checked;
import dev.firn.check.Meter;
import dev.firn.cli.Surroundings;
import dev.firn.cli.action.Actions;
import dev.firn.cli.action.Entrances;
import dev.firn.cli.action.Housekeeping;
import dev.firn.cli.action.Looks;
import dev.firn.cli.console.Screen;
import dev.firn.cli.request.BuildRequest;
import dev.firn.cli.request.CheckRequest;
import dev.firn.cli.request.DoctorRequest;
import dev.firn.cli.request.PlanRequest;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.VerifyRequest;
import dev.firn.cli.request.enter.ResumeRequest;
import dev.firn.cli.request.look.BuildsRequest;
import dev.firn.cli.request.look.CatRequest;
import dev.firn.cli.request.look.CheckoutRequest;
import dev.firn.cli.request.look.DiffRequest;
import dev.firn.cli.request.look.ExplainRequest;
import dev.firn.cli.request.look.FilesRequest;
import dev.firn.cli.request.look.FollowRequest;
import dev.firn.cli.request.look.ListRequest;
import dev.firn.cli.request.look.LogRequest;
import dev.firn.doctor.Finding;
import dev.firn.inspect.Differences;
import dev.firn.inspect.Explanation;
import dev.firn.inspect.Listed;
import dev.firn.key.KeyChange;
import dev.firn.key.KeyPart;
import dev.firn.key.KeyParts;
import dev.firn.overlay.TreeVisitor;
import dev.firn.verify.Verification;
import dev.firn.verify.VerifyEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The run that `bin/firn` makes an AOT cache from.
///
/// Every class that is loaded here is loaded from the cache later, but also costs a little at each
/// start. So there are two caches: one for the commands that only look, made from the ways that
/// every command goes, without touching the disk or Nix; and one for builds, made from these and a
/// [Rehearsal].
final class Training implements Actions, Looks {

    private static final Duration SHORT = Duration.ofMillis(1500);

    /// @param builds whether the cache is to serve builds
    /// @param process the world of this process, made as for every command
    /// @return the exit status
    static int run(boolean builds, Surroundings process) throws IOException {
        int status = Main.run(List.of("--version"), process);
        for (boolean terminal : new boolean[] {true, false}) {
            Surroundings surroundings =
                    new Surroundings(
                            process.environment(),
                            OutputStream.nullOutputStream(),
                            OutputStream.nullOutputStream(),
                            terminal,
                            new Still(terminal));
            for (List<String> args :
                    List.of(
                            List.of("--version"),
                            List.of("help"),
                            List.of("build", "--help"),
                            List.of("build", "-f", "x.nix", "-A", "x", "--timings"),
                            List.of("build", ".#x", "--json"),
                            List.of("explain"),
                            List.of("log", "x"),
                            List.of("__complete", "log", "x"),
                            List.of("__complete", "ls", "--build", ""),
                            List.of("ls"),
                            List.of("builds"))) {
                status = Math.max(status, Main.run(args, surroundings, new Training()));
            }
            if (builds) {
                Rehearsal.run(surroundings);
            }
        }
        return status;
    }

    @Override
    public void build(BuildRequest request, Visitor visitor, Consumer<BuildEvent> events) {
        events.accept(new BuildEvent.Evaluating("x"));
        events.accept(new BuildEvent.Realising("x"));
        events.accept(new BuildEvent.Planned("x", List.of("x")));
        events.accept(new BuildEvent.StepStarted("x", "x"));
        events.accept(new BuildEvent.StepOutput("x", "x\n"));
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.FAILED) {
                events.accept(new BuildEvent.StepFinished("x", outcome, "x", SHORT, 12_345));
            }
        }
        events.accept(new BuildEvent.Note("x"));
        events.accept(new BuildEvent.Timing("x", SHORT));
        events.accept(new BuildEvent.Recorded(record()));
        events.accept(
                new BuildEvent.Built(List.of(new BuildEvent.Result("out", "x", Optional.empty()))));
    }

    @Override
    public void resume(ResumeRequest request, Consumer<BuildEvent> events) {
        // Never asked for in training.
    }

    @Override
    public List<Foreseen> plan(PlanRequest request, Consumer<BuildEvent> events) {
        return List.of(new Foreseen.Runs("x", new Miss.NeverBuilt()));
    }

    @Override
    public boolean areBehind(Settings settings) {
        return false;
    }

    @Override
    public Explanation explain(ExplainRequest request) {
        KeyChange change =
                new KeyChange(
                        KeyPart.Kind.VARIABLE, "x", Optional.of("x = a"), Optional.of("x = b"));
        StepRecord step = step(StepOutcome.RUN);
        Explanation.Compared compared = new Explanation.Compared.EarlierLayer("x", Instant.EPOCH);
        return new Explanation(
                "x", Instant.EPOCH, List.of(new Explanation.Step(step, compared, List.of(change))));
    }

    @Override
    public Looks looks() {
        return this;
    }

    /// The state of a build is not entered in a hurry.
    @Override
    public Entrances entrances() {
        throw new UnsupportedOperationException("entrances");
    }

    /// Nor is the cache put in order.
    @Override
    public Housekeeping housekeeping() {
        throw new UnsupportedOperationException("housekeeping");
    }

    /// Nix builds meanwhile: not worth a class in the cache.
    @Override
    public Verification verify(VerifyRequest request, Consumer<VerifyEvent> events) {
        throw new UnsupportedOperationException("verify");
    }

    @Override
    public Checked check(CheckRequest request, Meter meter) {
        throw new UnsupportedOperationException("check");
    }

    @Override
    public void doctor(DoctorRequest request, Consumer<Finding> findings) {
        findings.accept(new Finding("x", Finding.Verdict.FINE, "x", ""));
    }

    @Override
    public void log(LogRequest request, OutputStream out) {}

    @Override
    public void follow(FollowRequest request, OutputStream out, Consumer<String> notes) {}

    @Override
    public void files(FilesRequest request, TreeVisitor<Listed> visitor) {}

    @Override
    public void cat(CatRequest request, Reader reader) {}

    @Override
    public Path checkout(CheckoutRequest request) {
        throw new UnsupportedOperationException("checkout");
    }

    @Override
    public void diff(DiffRequest request, Differences report) {}

    @Override
    public BuildRecord list(ListRequest request) {
        return record();
    }

    @Override
    public List<BuildRecord> builds(BuildsRequest request) {
        return List.of(record());
    }

    private static BuildRecord record() {
        return new BuildRecord(
                "x",
                Instant.EPOCH,
                SHORT,
                "x",
                "x",
                List.of(step(StepOutcome.CACHED), step(StepOutcome.RUN)),
                new TreeMap<>(),
                new TreeMap<>(),
                false,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                KeyParts.of(List.of()));
    }

    private static StepRecord step(StepOutcome outcome) {
        return new StepRecord(
                "x",
                outcome,
                Optional.empty(),
                Optional.empty(),
                SHORT,
                12_345,
                Optional.empty(),
                List.of("x"),
                false,
                Optional.empty());
    }

    /// A screen on which time stands still.
    private record Still(boolean terminal) implements Screen {

        @Override
        public Size size() {
            return Size.USUAL;
        }

        @Override
        public boolean interactive() {
            return false;
        }

        @Override
        public Optional<String> line() {
            return Optional.empty();
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Beat every(Runnable redraw) {
            redraw.run();
            return () -> {};
        }
    }
}
