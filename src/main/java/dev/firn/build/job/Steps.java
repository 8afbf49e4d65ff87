package dev.firn.build.job;

import dev.firn.build.BuildEvent;
import dev.firn.build.BuildEvent.Outcome;
import dev.firn.build.BuildEvent.Planned;
import dev.firn.build.BuildEvent.StepFinished;
import dev.firn.build.BuildEvent.StepStarted;
import dev.firn.build.Foresight;
import dev.firn.build.Foresight.Foreseen;
import dev.firn.build.GroupSeal;
import dev.firn.build.Standing;
import dev.firn.build.StepLog;
import dev.firn.build.Walk;
import dev.firn.build.WalkEnd;
import dev.firn.build.Watch;
import dev.firn.build.Workplace;
import dev.firn.build.ready.Inputs;
import dev.firn.build.ready.Preparation;
import dev.firn.build.reason.Reasons;
import dev.firn.build.room.SandboxedSteps;
import dev.firn.build.room.Setup;
import dev.firn.cache.BuildRecord;
import dev.firn.cache.PackageName;
import dev.firn.cache.Precedents;
import dev.firn.cache.StepRecord;
import dev.firn.key.KeyParts;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import dev.firn.recipe.Plan;
import dev.firn.recipe.Step;
import dev.firn.recipe.sight.Before;
import dev.firn.recipe.sight.Scopes;
import dev.firn.recipe.sight.StepSight;
import dev.firn.sandbox.Exit;
import dev.firn.snapshot.Layer;
import dev.firn.snapshot.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// All steps of a prepared derivation: learns what they are, and runs or reuses each.
///
/// @param scopes what the user says about variables
/// @param reuse whether layers may be reused at all
record Steps(
        Workplace place,
        Inputs inputs,
        Preparation ready,
        Laps laps,
        Scopes scopes,
        boolean reuse) {

    private static final String SETUP = "setup";

    /// Where the steps ended.
    ///
    /// @param ground the parts of the key that the first step stood on
    /// @param ignored what had changed since layers were made that were forced; one line each
    /// @param older inputs of the build of these layers, as far as they are in the store
    record End(WalkEnd walk, KeyParts ground, List<String> ignored, SortedSet<StorePath> older) {
        End {
            ignored = List.copyOf(ignored);
            older = Collections.unmodifiableSortedSet(new TreeSet<>(older));
        }

        /// Whether some layer was reused although its key did not match.
        boolean isForced() {
            return walk.records().stream().anyMatch(StepRecord::forced);
        }
    }

    /// Runs or reuses the steps that are ordered.
    End run(BuildOrder order) throws IOException, InterruptedException {
        WholeBuild whole = whole();
        if (ready.setup().isEmpty()) {
            plan(WholeBuild.STEPS);
            check(order);
            return whole(whole.run(watch(order, WholeBuild.STEPS, false)));
        }
        Optional<WalkEnd> cached = whole.cached();
        if (cached.isPresent()) {
            return whole(whole.watched(watch(order, WholeBuild.STEPS, false), cached::get));
        }
        try (Scratch scratch = whole.scratch();
                GroupSeal seal = whole.seal(scratch)) {
            Instant start = place.clock().instant();
            place.events().accept(new StepStarted(SETUP, ""));
            seal.log().of(SETUP);
            Setup.Ran ran = setup(ready.setup().get()).run(scratch, seal.log());
            Duration took = Duration.between(start, place.clock().instant());
            switch (ran) {
                case Setup.Ran.Planned(Plan plan) -> {
                    plan(plan.steps());
                    laps.end("setup");
                    StepFinished done = new StepFinished(SETUP, Outcome.DONE, "", took, 0);
                    place.events().accept(done);
                    return walk(plan, SetupLayer.make(place, scratch, ready.root(), took), order);
                }
                case Setup.Ran.Whole(Exit exit) -> {
                    plan(WholeBuild.STEPS);
                    check(order);
                    seal.begin();
                    Watch watch = watch(order, WholeBuild.STEPS, false);
                    return whole(whole.watched(watch, () -> whole.sealed(seal, exit)));
                }
                case Setup.Ran.Unsplit(String why) -> {
                    place.checkWritable();
                    place.note("this build is one step: " + why);
                    plan(WholeBuild.STEPS);
                    check(order);
                    return whole(whole.run(watch(order, WholeBuild.STEPS, false)));
                }
            }
        }
    }

    /// Runs nothing but the setup, and says what else would run.
    List<Foreseen> foresee() throws IOException, InterruptedException {
        WholeBuild whole = whole();
        Optional<Foreseen> single = whole.foreseen();
        if (ready.setup().isEmpty() || single.isPresent()) {
            return List.of(single.orElse(whole.wouldRun()));
        }
        try (Scratch scratch = whole.scratch()) {
            StepLog log = new StepLog(scratch.paths().log(), place.events());
            log.of(SETUP);
            place.events().accept(new StepStarted(SETUP, ""));
            if (!(setup(ready.setup().get()).run(scratch, log)
                    instanceof Setup.Ran.Planned(Plan plan))) {
                return List.of(whole.wouldRun());
            }
            plan(plan.steps());
            tellOfUnknown(plan);
            SetupLayer.Ground ground = SetupLayer.foresee(place, scratch, ready.root());
            Foresight foresight = new Foresight(place, plan, sight(plan), reasons(ground.parts()));
            return foresight.from(standing(plan, ground), plan.steps().size());
        }
    }

    private WholeBuild whole() {
        return new WholeBuild(
                place, ready.room(), ready.handed(), reasons(ready.root()), ready.root());
    }

    private End whole(WalkEnd end) {
        return new End(end, ready.root(), List.of(), new TreeSet<>());
    }

    private Setup setup(Path script) {
        return new Setup(ready.room(), ready.handed(), script);
    }

    private Reasons reasons(KeyParts ground) {
        PackageName name = PackageName.ofDerivation(ready.stable().name());
        return new Reasons(new Precedents(place.cache(), name), ground, !reuse);
    }

    private StepSight sight(Plan plan) {
        return ready.sight(
                plan,
                place.cache(),
                scopes.named(word -> plan.steps().get(StepPlace.of(plan.steps(), word)).name()));
    }

    private void tellOfUnknown(Plan plan) {
        for (String variable : scopes.steps().keySet()) {
            if (plan.fresh().variable(variable).isEmpty()) {
                place.note("a scope is for " + variable + ", a variable that this build has not");
            }
        }
    }

    private Standing standing(Plan plan, SetupLayer.Ground ground) {
        Before before = new Before(plan.fresh(), new TreeSet<>());
        return new Standing(ground.chain(), ground.key(), before, new TreeSet<>(), false);
    }

    private Watch watch(BuildOrder order, List<Step> steps, boolean hasState) {
        return order.interludes().isEmpty()
                ? Watch.NONE
                : ShellWatch.of(place, ready, order.interludes().get(), steps, hasState);
    }

    private End walk(Plan plan, SetupLayer.Ground ground, BuildOrder order)
            throws IOException, InterruptedException {
        Optional<String> from = order.from();
        Optional<String> until = order.until();
        Watch watch = watch(order, plan.steps(), true);
        tellOfUnknown(plan);
        int end =
                until.isEmpty() ? plan.steps().size() : StepPlace.of(plan.steps(), until.get()) + 1;
        from.ifPresent(step -> checkOrder(plan.steps(), step, end));
        StepSight sight = sight(plan);
        Reasons reasons = reasons(ground.parts());
        Standing start = standing(plan, ground);
        int first = 0;
        List<StepRecord> reused = List.of();
        List<String> ignored = List.of();
        SortedSet<StorePath> older = new TreeSet<>();
        Forcing forcing = new Forcing(place(), plan, sight, reasons, start, inputs::keep);
        if (order.resumed().isPresent() || from.isPresent()) {
            int place =
                    from.isPresent()
                            ? StepPlace.of(plan.steps(), from.get())
                            : after(plan.steps(), order.resumed().get());
            Foresight foresight = new Foresight(place(), plan, sight, reasons);
            if (order.resumed().isPresent() || !isReused(foresight.from(start, place))) {
                Forcing.Forced forced =
                        order.resumed().isPresent()
                                ? forcing.onto(order.resumed().get(), place)
                                : forcing.below(place);
                start = forced.standing();
                first = place;
                reused = tell(forced);
                ignored = forced.ignored();
                older = forced.standing().inputs();
                if (order.resumed().isPresent()) {
                    StepRecord last = order.resumed().get().steps().getLast();
                    place().note(last.name() + ' ' + String.join("; ", last.reasons()));
                }
                for (StorePath gone : forced.gone()) {
                    place().note("an input of the earlier build is gone: " + gone);
                }
            }
        }
        SandboxedSteps runner =
                new SandboxedSteps(
                        place.cache(),
                        ready.room(),
                        ready.handed().executable(),
                        new TreeMap<>(plan.fresh().environ()),
                        plan.steps().size(),
                        ground.dumped());
        WalkEnd walked =
                new Walk(place, plan, sight, runner, reasons, start, watch).run(first, end);
        laps.within("keys", sight.keyTime());
        List<StepRecord> records = new ArrayList<>(reused);
        records.addAll(walked.records());
        WalkEnd all = new WalkEnd(walked.chain(), records, walked.failed(), walked.left());
        return new End(all, ground.parts(), ignored, older);
    }

    private static boolean isReused(List<Foreseen> steps) {
        for (Foreseen step : steps) {
            if (!(step instanceof Foreseen.Cached || step instanceof Foreseen.Skipped)) {
                return false;
            }
        }
        return true;
    }

    /// Tells what was reused, and what was ignored by that.
    private List<StepRecord> tell(Forcing.Forced forced) throws IOException {
        List<StepRecord> told = new ArrayList<>();
        for (StepRecord record : forced.records()) {
            Optional<Layer> layer = record.layer().flatMap(forced.standing().chain()::layer);
            if (layer.isPresent()) {
                Path log = layer.get().paths().log();
                told.add(place.reused(record.name(), layer.get(), record.key(), log, true));
            } else {
                told.add(place.skipped(record.name()));
            }
        }
        place.events().accept(new BuildEvent.Forced(forced.ignored()));
        return told;
    }

    private void plan(List<Step> steps) {
        List<String> names = steps.stream().map(Step::name).toList();
        place.events().accept(new Planned(ready.stable().name(), names));
    }

    /// A build of one step has no place to stop or to begin but that.
    private static void check(BuildOrder order) {
        order.from().ifPresent(step -> StepPlace.of(WholeBuild.STEPS, step));
        order.until().ifPresent(step -> StepPlace.of(WholeBuild.STEPS, step));
    }

    /// @param end the place after the last step that is wanted
    private static void checkOrder(List<Step> steps, String from, int end) {
        int first = StepPlace.of(steps, from);
        if (end <= first) {
            String begins = steps.get(first).name();
            String stops = steps.get(end - 1).name();
            throw new Problem(
                    Problem.Kind.USAGE,
                    "--until " + stops + " comes before --from " + begins,
                    "the build would stop before it has come to where it begins",
                    "leave one of them out, or name a later step: --until " + begins);
        }
    }

    /// The place of the step that follows the last one of a build.
    private static int after(List<Step> steps, BuildRecord build) {
        return StepPlace.of(steps, build.steps().getLast().name()) + 1;
    }
}
