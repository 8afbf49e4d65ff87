package dev.firn.build.job;

import dev.firn.build.BuildEvent.Outcome;
import dev.firn.build.BuildEvent.Planned;
import dev.firn.build.BuildEvent.StepFinished;
import dev.firn.build.BuildEvent.StepStarted;
import dev.firn.build.GroupSeal;
import dev.firn.build.Walk;
import dev.firn.build.WalkEnd;
import dev.firn.build.Workplace;
import dev.firn.build.room.SandboxedSteps;
import dev.firn.build.room.Setup;
import dev.firn.problem.Problem;
import dev.firn.recipe.Plan;
import dev.firn.recipe.Step;
import dev.firn.recipe.StepSight;
import dev.firn.sandbox.Exit;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Scratch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// All steps of a prepared derivation: learns what they are, and runs or reuses each.
record Steps(Workplace place, Preparation ready, Laps laps) {

    private static final String SETUP = "setup";

    /// @param until the last step to run
    WalkEnd run(Optional<String> until) throws IOException, InterruptedException {
        WholeBuild whole = new WholeBuild(place, ready.room(), ready.handed(), ready.root());
        if (ready.setup().isEmpty()) {
            plan(WholeBuild.STEPS);
            check(until);
            Optional<WalkEnd> cached = whole.cached();
            return cached.isPresent() ? cached.get() : whole.run();
        }
        Optional<WalkEnd> cached = whole.cached();
        if (cached.isPresent()) {
            return cached.get();
        }
        try (Scratch scratch = Scratch.open(place.cache(), Chain.empty(), place.skeleton());
                GroupSeal seal = whole.seal(scratch)) {
            Instant start = place.clock().instant();
            place.events().accept(new StepStarted(SETUP, ""));
            seal.log().of(SETUP);
            Setup setup = new Setup(ready.room(), ready.handed(), ready.setup().get());
            Setup.Ran ran = setup.run(scratch, seal.log());
            Duration took = Duration.between(start, place.clock().instant());
            switch (ran) {
                case Setup.Ran.Planned(Plan plan) -> {
                    plan(plan.steps());
                    laps.end("setup");
                    StepFinished done = new StepFinished(SETUP, Outcome.DONE, "", took, 0);
                    place.events().accept(done);
                    return walk(plan, SetupLayer.of(place, scratch, ready.root(), took), until);
                }
                case Setup.Ran.Whole(Exit exit) -> {
                    plan(WholeBuild.STEPS);
                    seal.begin();
                    return whole.sealed(seal, exit);
                }
                case Setup.Ran.Unsplit(String why) -> {
                    place.note("this build is one step: " + why);
                    plan(WholeBuild.STEPS);
                    return whole.run();
                }
            }
        }
    }

    private WalkEnd walk(Plan plan, SetupLayer.Ground ground, Optional<String> until)
            throws IOException, InterruptedException {
        SandboxedSteps runner =
                new SandboxedSteps(
                        ready.room(),
                        ready.handed().executable(),
                        new TreeMap<>(plan.fresh().environ()),
                        plan.steps().size());
        StepSight sight = new StepSight(plan, ready.handed());
        int end = until.isEmpty() ? plan.steps().size() : place(plan.steps(), until.get()) + 1;
        return new Walk(place, plan, sight, runner, ground.chain(), ground.key()).run(end);
    }

    private void plan(List<Step> steps) {
        List<String> names = steps.stream().map(Step::name).toList();
        place.events().accept(new Planned(ready.stable().name(), names));
    }

    /// A build of one step has no place to stop before its end.
    private static void check(Optional<String> until) {
        if (until.isPresent()) {
            place(WholeBuild.STEPS, until.get());
        }
    }

    private static int place(List<Step> steps, String name) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).name().equals(name)) {
                return i;
            }
        }
        List<String> names = steps.stream().map(Step::name).toList();
        throw new Problem(
                Problem.Kind.USAGE,
                "there is no step '" + name + "'",
                names.size() == 1
                        ? "this build has the one step " + names.getFirst()
                        : "the steps of this build are " + String.join(", ", names),
                names.size() == 1 ? "build without --until" : "name one of them");
    }
}
