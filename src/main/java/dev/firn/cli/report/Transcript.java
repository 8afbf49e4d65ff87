package dev.firn.cli.report;

import dev.firn.build.BuildEvent;
import dev.firn.build.BuildEvent.Outcome;
import dev.firn.build.BuildEvent.Result;
import dev.firn.build.BuildEvent.StepFinished;
import dev.firn.build.BuildEvent.Timing;
import dev.firn.cache.BuildRecord;
import dev.firn.cache.StepRecord;
import dev.firn.cli.console.LogLines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What is still of interest when a build is over. Events come one at a time.
public final class Transcript implements Consumer<BuildEvent> {

    /// How many lines of a failed step's log are shown.
    static final int TAIL = 25;

    private String derivation = "";
    private final List<StepFinished> steps = new ArrayList<>();
    private final Map<String, String> reasons = new HashMap<>();
    private final List<String> ignored = new ArrayList<>();
    private boolean forced;
    private final List<Result> results = new ArrayList<>();
    private final List<Timing> timings = new ArrayList<>();
    private Optional<BuildRecord> kept = Optional.empty();
    private LogLines log = new LogLines(TAIL, line -> {});

    @Override
    public void accept(BuildEvent event) {
        switch (event) {
            case BuildEvent.Planned planned -> {
                // What was built before is an input of this.
                derivation = planned.derivation();
                steps.clear();
                reasons.clear();
                kept = Optional.empty();
            }
            case BuildEvent.StepStarted(String step, String reason) -> {
                log = new LogLines(TAIL, line -> {});
                reasons.put(step, reason);
            }
            case BuildEvent.StepOutput output -> log.append(output.bytes());
            case StepFinished finished -> {
                log.end();
                steps.add(finished);
            }
            case BuildEvent.Forced(List<String> changes) -> {
                forced = true;
                ignored.addAll(changes);
            }
            case BuildEvent.Built built -> results.addAll(built.results());
            case Timing timing -> timings.add(timing);
            case BuildEvent.Recorded(BuildRecord build) -> kept = Optional.of(build);
            case BuildEvent.Evaluating _,
                    BuildEvent.EvaluationMessage _,
                    BuildEvent.Realising _,
                    BuildEvent.ShellOpens _,
                    BuildEvent.ShellCloses _,
                    BuildEvent.Note _ -> {}
        }
    }

    public List<Result> results() {
        return results;
    }

    /// The step that failed, if one did.
    public Optional<StepFinished> failure() {
        for (StepFinished finished : steps) {
            if (finished.outcome() == Outcome.FAILED) {
                return Optional.of(finished);
            }
        }
        return Optional.empty();
    }

    /// Whether layers were reused although their keys did not match.
    public boolean isForced() {
        return forced;
    }

    /// What was ignored by that, one line each.
    List<String> ignored() {
        return ignored;
    }

    String derivation() {
        return derivation;
    }

    List<StepFinished> steps() {
        return steps;
    }

    /// Why a step ran; empty if it did not, or no reason was given.
    String reason(StepFinished step) {
        return reasons.getOrDefault(step.step(), "");
    }

    /// What is kept of a step; nothing of the setup.
    Optional<StepRecord> kept(StepFinished step) {
        return kept.stream()
                .flatMap(build -> build.steps().stream())
                .filter(each -> each.name().equals(step.step()))
                .findFirst();
    }

    /// What is kept of the build.
    Optional<BuildRecord> kept() {
        return kept;
    }

    List<Timing> timings() {
        return timings;
    }

    /// The last lines of the step that ran last.
    List<String> tail() {
        return log.last(TAIL);
    }
}
