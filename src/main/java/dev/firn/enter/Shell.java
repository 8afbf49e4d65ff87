package dev.firn.enter;

import dev.firn.bash.StateDelta;
import dev.firn.build.step.StepEffect;
import dev.firn.build.visit.Baggage;
import dev.firn.build.visit.Changes;
import dev.firn.build.visit.Leaving;
import dev.firn.build.visit.Visit;
import dev.firn.build.visit.Visitor;
import dev.firn.cache.BuildRecord;
import dev.firn.cache.BuildRecords;
import dev.firn.cache.StepOutcome;
import dev.firn.cache.StepRecord;
import dev.firn.history.Side;
import dev.firn.history.State;
import dev.firn.problem.Problem;
import dev.firn.recipe.Step;
import dev.firn.snapshot.Layer;
import dev.firn.snapshot.Sealing;
import dev.firn.snapshot.Upkeep;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A shell in a state of a recorded build.
public record Shell(CacheDirectory cache, Clock clock, Visitor visitor) {

    /// A build of one step has nothing after it.
    private static final String WHOLE = new Step.Builder().name();

    /// The status of what SIGKILL has ended.
    private static final int KILLED = 128 + 9;

    private static final StateDelta NOTHING =
            new StateDelta(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    /// @param leaving what becomes of changes; who is at a terminal is asked when it is not said
    public ShellEnd open(State state, Entrance.Way way, Baggage baggage, Optional<Leaving> leaving)
            throws IOException, InterruptedException {
        boolean resumable = isResumable(state);
        if (leaving.equals(Optional.of(Leaving.RESUME)) && !resumable) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "the build cannot go on from " + state.name(),
                    "there is no step of which the files there are the outcome",
                    "enter the state after a step: firn shell STEP@after --resume");
        }
        Instant started = clock.instant();
        Upkeep upkeep = Upkeep.start(cache);
        try (Visit visit = Visit.open(cache, way.site(), baggage)) {
            boolean asked = visitor.atTerminal();
            int status;
            Changes changes;
            Leaving end;
            try {
                status = visit.receive(visitor, way.arrival(), false);
                changes = visit.changes();
                if (asked && status == KILLED) {
                    visitor.note("the shell, or the last that ran in it, was killed");
                }
                end = leaving(changes, leaving, resumable);
            } catch (InterruptedException e) {
                // The terminal is gone, or firn is to end. Nobody can be asked.
                if (asked
                        && !leaving.equals(Optional.of(Leaving.DROP))
                        && !visit.changes().none()) {
                    upkeep.sealed(keep(state, visit, started));
                }
                throw e;
            }
            if (end == Leaving.RESUME && changes.none()) {
                throw new Problem(
                        Problem.Kind.USAGE,
                        "the build does not go on",
                        "nothing was changed in the shell, so there is nothing to go on from",
                        "change the files in the shell, or build it again: firn build");
            }
            return switch (end) {
                case DROP -> new ShellEnd(status, Optional.empty());
                case KEEP -> {
                    upkeep.sealed(keep(state, visit, started));
                    yield new ShellEnd(status, Optional.empty());
                }
                case RESUME -> new ShellEnd(status, Optional.of(resume(state, visit, started)));
            };
        }
    }

    private Leaving leaving(Changes changes, Optional<Leaving> said, boolean resumable)
            throws IOException, InterruptedException {
        if (said.isPresent()) {
            return said.get();
        }
        Set<Leaving> choices = EnumSet.allOf(Leaving.class);
        if (!resumable) {
            choices.remove(Leaving.RESUME);
        }
        return visitor.atTerminal() && !changes.none()
                ? visitor.leaves(changes, choices)
                : Leaving.DROP;
    }

    /// Whether the files are the outcome of a step, and another one could follow.
    private static boolean isResumable(State state) {
        Optional<LayerId> top = state.chain().topId();
        return top.isPresent()
                && state.build().steps().stream()
                        .anyMatch(
                                step ->
                                        step.layer().equals(top)
                                                && !step.name().equals(BuildRecord.SHELL)
                                                && !step.name().equals(WHOLE));
    }

    /// The layer is recorded as the last step of a build that has come as far as the state.
    private Layer keep(State state, Visit visit, Instant started) throws IOException {
        Layer layer = seal(state, visit, started, BuildRecord.SHELL);
        int end = state.side() == Side.BEFORE ? state.index() : state.index() + 1;
        List<StepRecord> steps = new ArrayList<>(state.build().steps().subList(0, end));
        boolean forced = state.build().forced();
        steps.add(made(BuildRecord.SHELL, layer, "kept from a shell at " + state.name(), forced));
        write(state, steps, started, forced);
        visitor.note("kept: firn shell " + layer.id() + ", or firn files " + layer.id());
        return layer;
    }

    /// The layer takes the place of the one below it: its steps count as done, with the state of
    /// the shell that is recorded there.
    ///
    /// @return the id of a build that has come so far
    private String resume(State state, Visit visit, Instant started) throws IOException {
        Layer below = state.chain().top().orElseThrow();
        StateDelta delta =
                StepEffect.read(below.paths().delta()).map(StepEffect::delta).orElse(NOTHING);
        new StepEffect(delta, false).write(visit.paths().delta());
        if (Files.exists(below.paths().parts())) {
            Files.copy(below.paths().parts(), visit.paths().parts());
        }
        Layer layer = seal(state, visit, started, below.step());
        List<StepRecord> steps = new ArrayList<>();
        int end = 0;
        for (StepRecord step : state.build().steps()) {
            boolean own = step.layer().equals(Optional.of(below.id()));
            String reason = "goes on from a shell at " + state.name();
            steps.add(own ? made(step.name(), layer, reason, true) : step);
            end = own ? steps.size() : end;
        }
        return write(state, steps.subList(0, end), started, true);
    }

    private Layer seal(State state, Visit visit, Instant started, String step) throws IOException {
        Instant now = clock.instant();
        Duration took = Duration.between(started, now);
        Files.writeString(visit.paths().log(), "", StandardCharsets.ISO_8859_1);
        boolean forced = state.build().forced();
        return visit.keep(new Sealing(step, false, Optional.empty(), forced, now, took));
    }

    private static StepRecord made(String name, Layer layer, String reason, boolean forced) {
        return new StepRecord(
                name,
                StepOutcome.RUN,
                Optional.of(layer.id()),
                Optional.empty(),
                layer.record().sealing().took(),
                0,
                Optional.of(layer.paths().log().toString()),
                List.of(reason),
                forced,
                Optional.empty());
    }

    private String write(State state, List<StepRecord> steps, Instant started, boolean forced)
            throws IOException {
        BuildRecord build = state.build();
        Instant now = clock.instant();
        String id = BuildRecord.newId(now);
        new BuildRecords(cache)
                .write(
                        new BuildRecord(
                                id,
                                started,
                                Duration.between(started, now),
                                build.name(),
                                build.derivation(),
                                steps,
                                new TreeMap<>(),
                                new TreeMap<>(),
                                forced,
                                build.ignored(),
                                Optional.empty(),
                                build.link(),
                                build.ground()));
        return id;
    }
}
