package dev.firn;

import dev.firn.build.BuildEvent;
import dev.firn.build.BuildEvent.Outcome;
import dev.firn.build.Foresight.Foreseen;
import dev.firn.build.reason.Miss;
import dev.firn.cache.StepOutcome;
import dev.firn.cache.StepRecord;
import dev.firn.cli.Surroundings;
import dev.firn.cli.console.Screen;
import dev.firn.cli.request.Actions;
import dev.firn.cli.request.BuildListing;
import dev.firn.cli.request.BuildRequest;
import dev.firn.cli.request.DoctorRequest;
import dev.firn.cli.request.ExplainRequest;
import dev.firn.cli.request.ListRequest;
import dev.firn.cli.request.LogRequest;
import dev.firn.cli.request.PlanRequest;
import dev.firn.cli.request.RunRequest;
import dev.firn.cli.request.VerifyRequest;
import dev.firn.doctor.Finding;
import dev.firn.inspect.Explanation;
import dev.firn.key.KeyChange;
import dev.firn.key.KeyPart;
import dev.firn.verify.Verification;
import dev.firn.verify.VerifyEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The run that `bin/firn` makes an AOT cache from.
///
/// Every class that is loaded here is loaded from the cache later, but also costs a little at each
/// start. So there are two caches: one for the commands that only look, made from the ways that
/// every command goes, without touching the disk or Nix; and one for builds, made from these and a
/// [Rehearsal].
final class Training implements Actions {

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
                            List.of("ls"))) {
                status = Math.max(status, Main.run(args, surroundings, new Training()));
            }
            if (builds) {
                Rehearsal.run(surroundings);
            }
        }
        return status;
    }

    @Override
    public void build(BuildRequest request, Consumer<BuildEvent> events) {
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
        events.accept(
                new BuildEvent.Built(List.of(new BuildEvent.Result("out", "x", Optional.empty()))));
    }

    @Override
    public List<Foreseen> plan(PlanRequest request, Consumer<BuildEvent> events) {
        return List.of(new Foreseen.Runs("x", new Miss.NeverBuilt()));
    }

    @Override
    public Explanation explain(ExplainRequest request) {
        KeyChange change =
                new KeyChange(
                        KeyPart.Kind.VARIABLE, "x", Optional.of("x = a"), Optional.of("x = b"));
        StepRecord step =
                new StepRecord(
                        "x",
                        StepOutcome.RUN,
                        Optional.empty(),
                        Optional.empty(),
                        SHORT,
                        12_345,
                        Optional.empty(),
                        List.of("x"),
                        false,
                        Optional.empty());
        Explanation.Compared compared = new Explanation.Compared.EarlierLayer("x", Instant.EPOCH);
        return new Explanation(
                "x", Instant.EPOCH, List.of(new Explanation.Step(step, compared, List.of(change))));
    }

    @Override
    public int run(RunRequest request) {
        return 0;
    }

    /// Nix builds meanwhile: not worth a class in the cache.
    @Override
    public Verification verify(VerifyRequest request, Consumer<VerifyEvent> events) {
        throw new UnsupportedOperationException("verify");
    }

    @Override
    public void doctor(DoctorRequest request, Consumer<Finding> findings) {
        findings.accept(new Finding("x", Finding.Verdict.FINE, "x", ""));
    }

    @Override
    public void log(LogRequest request, OutputStream out) {}

    @Override
    public BuildListing list(ListRequest request) {
        return new BuildListing(
                "x",
                Instant.EPOCH,
                false,
                Optional.empty(),
                List.of(
                        new BuildListing.Step(
                                "x", Outcome.CACHED, "x", SHORT, 12_345, "x", false)));
    }

    /// A screen on which time stands still.
    private record Still(boolean terminal) implements Screen {

        @Override
        public Size size() {
            return Size.USUAL;
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
