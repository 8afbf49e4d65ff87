package dev.firn.inspect;

import dev.firn.cache.BuildRecord;
import dev.firn.history.History;
import dev.firn.history.Side;
import dev.firn.history.State;
import dev.firn.history.StepChange;
import dev.firn.history.StepName;
import dev.firn.inspect.Listed.Mark;
import dev.firn.inspect.StateTree.Place;
import dev.firn.overlay.TreeChange;
import dev.firn.overlay.TreeChanges;
import dev.firn.overlay.TreeVisitor;
import dev.firn.overlay.TreeWalk;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The files of the states of a build, listed and compared. Steps and paths are named as the user
/// names them.
public record StateFiles(History history, BuildRecord build) {

    /// Where a file of a state is named.
    public record Name(StepName step, String path) {}

    /// Tells of the files of a state.
    ///
    /// @param step where the build came to when it is not said
    /// @param paths what to list, with all that is below; everything when empty
    public void list(Optional<StepName> step, List<String> paths, TreeVisitor<Listed> visitor)
            throws IOException {
        StateTree tree = tree(step);
        List<Place> places = new ArrayList<>();
        for (String path : paths.isEmpty() ? List.of("/") : paths) {
            places.add(path.endsWith("/") ? tree.follow(path) : tree.find(path));
        }
        for (Place place : places) {
            TreeWalk.tell(
                    place.path(),
                    place.file(),
                    new TreeVisitor<>() {
                        @Override
                        public void visit(TreeWalk.Found found) throws IOException {
                            visitor.visit(new Listed(found.path(), found.file(), Mark.NONE));
                        }

                        @Override
                        public void closed(String path) throws IOException {
                            visitor.closed(path);
                        }
                    });
        }
    }

    /// Tells of the files that a step has changed, but for those of which only the time changed.
    ///
    /// @param step the last one when it is not said
    /// @param paths where to look; everywhere when empty
    public void listChanged(
            Optional<StepName> step, List<String> paths, TreeVisitor<Listed> visitor)
            throws IOException {
        compare(
                change(step),
                paths,
                new TreeVisitor<>() {
                    @Override
                    public void visit(TreeChange change) throws IOException {
                        if (!change.isOfTimeOnly()) {
                            visitor.visit(listed(change));
                        }
                    }

                    @Override
                    public void closed(String path) throws IOException {
                        visitor.closed(path);
                    }
                });
    }

    private static Listed listed(TreeChange change) {
        if (change.isRemoval()) {
            return new Listed(change.path(), change.before().orElseThrow(), Mark.REMOVED);
        }
        Mark mark = change.isAddition() ? Mark.ADDED : Mark.CHANGED;
        return new Listed(change.path(), change.after().orElseThrow(), mark);
    }

    /// The regular files of these names; symbolic links are followed.
    ///
    /// @throws Problem when one of them is none
    public List<Place> contents(List<Name> names) throws IOException {
        List<Place> places = new ArrayList<>();
        for (Name name : names) {
            StateTree tree = tree(Optional.of(name.step()));
            Place place = tree.follow(name.path());
            char type = place.file().type();
            if (type != 'f') {
                throw new Problem(
                        Problem.Kind.USAGE,
                        name.path() + " cannot be read",
                        "it is a " + FileType.word(type),
                        type == 'd' ? "firn files " + name.step() + ' ' + name.path() : "");
            }
            places.add(place);
        }
        return places;
    }

    /// Two states to compare.
    ///
    /// @param names of one state or of two; of one, or of none, what the step or the last step
    ///     changed
    public StepChange states(List<StepName> names) throws IOException {
        return names.size() == 2
                ? new StepChange(
                        history.state(build, names.get(0)), history.state(build, names.get(1)))
                : change(names.stream().findFirst());
    }

    private StepChange change(Optional<StepName> name) throws IOException {
        if (name.isEmpty()) {
            return history.lastChange(build);
        }
        if (name.get().side().equals(Optional.of(Side.BEFORE))) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    name.get() + " is a state, not a change",
                    "with one step firn compares what it came upon with what it left",
                    name.get().word());
        }
        return history.change(build, name.get().word());
    }

    /// Tells where two states differ.
    ///
    /// @param paths where to look, relative ones from where the shell was in the later state;
    ///     everywhere when empty
    public static void compare(
            StepChange states, List<String> paths, TreeVisitor<TreeChange> visitor)
            throws IOException {
        StateTree before = new StateTree(states.before());
        StateTree after = new StateTree(states.after());
        List<String> places = new ArrayList<>();
        for (String path : paths.isEmpty() ? List.of("/") : paths) {
            String place = after.absolute(path);
            boolean known =
                    before.view().find(place).isPresent() || after.view().find(place).isPresent();
            places.add(known ? place : after.find(path).path());
        }
        for (String place : places) {
            TreeChanges.tell(before.view(), after.view(), place, visitor);
        }
    }

    private StateTree tree(Optional<StepName> step) throws IOException {
        State state = step.isEmpty() ? history.last(build) : history.state(build, step.get());
        return new StateTree(state);
    }
}
