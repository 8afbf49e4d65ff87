package dev.firn.build.job;

import dev.firn.bash.ShellState;
import dev.firn.build.BuildEvent;
import dev.firn.build.Standing;
import dev.firn.build.Watch;
import dev.firn.build.Workplace;
import dev.firn.build.ready.Preparation;
import dev.firn.build.ready.Tools;
import dev.firn.build.step.LogEnd;
import dev.firn.build.step.StepEffect;
import dev.firn.build.visit.Arrival;
import dev.firn.build.visit.Baggage;
import dev.firn.build.visit.Changes;
import dev.firn.build.visit.Site;
import dev.firn.build.visit.Visit;
import dev.firn.build.visit.Visitor;
import dev.firn.cache.PackageName;
import dev.firn.history.Side;
import dev.firn.history.StepName;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import dev.firn.recipe.Step;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Opens a shell at points of a build, where a step fails, or both. Exit status 0 lets the build
/// go on; it goes on from the files as they were.
///
/// @param wanted the points, each the name of a step and a side of it
/// @param hasState whether the build has a shell whose state is known
record ShellWatch(
        Workplace place,
        Preparation ready,
        Visitor visitor,
        Set<StepName> wanted,
        boolean onFailure,
        boolean hasState)
        implements Watch {

    ShellWatch {
        wanted = Set.copyOf(wanted);
    }

    private static final int INTERRUPTED = 130;

    /// What is changed in a build that goes on would be in no recipe.
    private static final String KEEPING =
            "changes to files are thrown away; a build can go on from them by firn shell --resume";

    /// @throws Problem when there is no such step
    static Watch of(
            Workplace place,
            Preparation ready,
            Interludes interludes,
            List<Step> steps,
            boolean hasState) {
        Set<StepName> wanted = new LinkedHashSet<>();
        for (StepName said : interludes.at()) {
            String step = steps.get(StepPlace.of(steps, said.word())).name();
            Side side = said.side().orElse(Side.BEFORE);
            if (side == Side.FAILED) {
                throw new Problem(
                        Problem.Kind.USAGE,
                        "nobody knows yet whether " + step + " fails",
                        "a build stops before or after a step",
                        "--shell-on-failure");
            }
            wanted.add(new StepName(step, Optional.of(side)));
        }
        return new ShellWatch(
                place, ready, interludes.visitor(), wanted, interludes.onFailure(), hasState);
    }

    @Override
    public boolean before(String step, Standing standing) throws IOException, InterruptedException {
        return !isWanted(step, Side.BEFORE) || goesOn(step, Side.BEFORE, standing);
    }

    @Override
    public boolean after(List<String> steps, Standing standing)
            throws IOException, InterruptedException {
        String last = steps.getLast();
        boolean missed = isBetween(steps, last + '@' + Side.AFTER.word());
        return !(missed || isWanted(last, Side.AFTER)) || goesOn(last, Side.AFTER, standing);
    }

    private boolean isWanted(String step, Side side) {
        return wanted.contains(new StepName(step, Optional.of(side)));
    }

    /// Whether a point lies between two of these steps, which is told.
    ///
    /// @param instead where the shell is
    private boolean isBetween(List<String> steps, String instead) {
        boolean missed = false;
        for (int i = 1; i < steps.size(); i++) {
            missed |= isMissed(steps.get(i - 1), Side.AFTER, steps, instead);
            missed |= isMissed(steps.get(i), Side.BEFORE, steps, instead);
        }
        return missed;
    }

    private boolean isMissed(String step, Side side, List<String> joined, String instead) {
        if (!isWanted(step, side)) {
            return false;
        }
        place.note(
                "there is no state "
                        + step
                        + '@'
                        + side.word()
                        + ": "
                        + String.join(", ", joined)
                        + " ran in one process; the shell is at "
                        + instead);
        return true;
    }

    private boolean goesOn(String step, Side side, Standing standing)
            throws IOException, InterruptedException {
        Optional<ShellState> state = state(standing);
        Arrival arrival =
                Arrival.at(title(step, side), state)
                        .noting("exit goes on with the build, exit 1 ends it")
                        .noting(KEEPING);
        return open(arrival, standing.chain(), state, standing.inputs()) == 0;
    }

    @Override
    public void failed(List<String> steps, Standing standing, Layer layer)
            throws IOException, InterruptedException {
        String step = steps.getLast();
        boolean missed = isBetween(steps, step + '@' + Side.FAILED.word());
        if (!missed && !onFailure) {
            return;
        }
        Optional<StepEffect> effect = StepEffect.read(layer.paths().delta());
        Optional<ShellState> state = state(standing);
        if (effect.isPresent()) {
            state = state.map(before -> effect.get().delta().applyTo(before).state());
        }
        Arrival arrival =
                Arrival.at(title(step, Side.FAILED), state)
                        .failed(
                                "",
                                effect.map(StepEffect::command).orElse(""),
                                LogEnd.of(layer.paths().log()))
                        .noting("the build has ended; " + KEEPING);
        open(arrival, standing.chain().plus(layer), state, standing.inputs());
    }

    /// Where firn is to end, or the terminal goes away, the build ends here as if by its user: what
    /// it has come to is recorded.
    private int status(Visit visit, Arrival arrival) throws IOException {
        try {
            return visit.receive(visitor, arrival, true);
        } catch (InterruptedException e) {
            return INTERRUPTED;
        }
    }

    private Optional<ShellState> state(Standing standing) {
        return hasState ? Optional.of(standing.before().state()) : Optional.empty();
    }

    private String title(String step, Side side) {
        String name = PackageName.ofDerivation(ready.stable().name()).value();
        return name + ' ' + step + '@' + side.word();
    }

    private int open(
            Arrival arrival, Chain chain, Optional<ShellState> state, SortedSet<StorePath> named)
            throws IOException {
        SortedSet<StorePath> inputs = new TreeSet<>(ready.room().inputs());
        inputs.addAll(named);
        Site site =
                new Site(
                        arrival.title(),
                        ready.room(),
                        ready.handed(),
                        Tools.bash(ready),
                        chain,
                        state,
                        inputs);
        place.events().accept(new BuildEvent.ShellOpens(arrival.title()));
        try (Visit visit = Visit.open(place.cache(), site, Baggage.none())) {
            int status = status(visit, arrival);
            Changes changes = visit.changes();
            if (!changes.none()) {
                visitor.loses(changes);
            }
            return status;
        } finally {
            place.events().accept(new BuildEvent.ShellCloses());
        }
    }
}
