package dev.firn.history;

import dev.firn.cache.BuildRecord;
import dev.firn.cache.BuildRecords;
import dev.firn.cache.BuildRecords.Name;
import dev.firn.cache.PackageName;
import dev.firn.cache.StepOutcome;
import dev.firn.cache.StepRecord;
import dev.firn.problem.Problem;
import dev.firn.problem.Suggestion;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Finds builds and states by their names.
public final class History {

    /// The word for the state in which a build has come to its end.
    public static final String RESULT = "result";

    /// What is shorter names too much.
    private static final int SHORTEST_ID = 4;

    private final CacheDirectory cache;
    private final BuildRecords records;

    /// Ids of builds that somebody has named: no other one is meant then.
    private final Set<String> named = new HashSet<>();

    public History(CacheDirectory cache) {
        this.cache = cache;
        this.records = new BuildRecords(cache);
    }

    /// The build that is meant.
    ///
    /// @param word the beginning of an id, or a package, which stands for its newest build; the
    ///     newest build of all when empty
    /// @throws Problem when there is none
    public BuildRecord build(Optional<String> word) throws IOException {
        if (word.isEmpty()) {
            return records.latest(name -> true).orElseThrow(this::nothingYet);
        }
        String text = word.get();
        if (text.isEmpty()) {
            throw noSuchBuild(text);
        }
        List<BuildRecord> byId = records.newest(name -> name.id().startsWith(text), 2);
        if (byId.size() > 1) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "the ids of several builds begin with '" + text + "'",
                    "the newest is " + byId.getFirst().id() + ", of " + byId.getFirst().name(),
                    "give more of it; see them: firn builds");
        }
        Optional<BuildRecord> found =
                byId.isEmpty() ? records.latest(ofPackage(text)) : Optional.of(byId.getFirst());
        if (found.isEmpty()) {
            throw noSuchBuild(text);
        }
        named.add(found.get().id());
        return found.get();
    }

    private static Predicate<Name> ofPackage(String word) {
        return name ->
                name.derivation().equals(word) || name.packageName().equals(new PackageName(word));
    }

    /// The newest builds, newest first.
    ///
    /// @param packageWord the name of a package or of a derivation; of all packages when empty
    /// @param most how many
    /// @throws Problem when there is none, or none of that package
    public List<BuildRecord> builds(Optional<String> packageWord, int most) throws IOException {
        Predicate<Name> wanted =
                packageWord.isEmpty() ? name -> true : ofPackage(packageWord.get());
        List<BuildRecord> builds = records.newest(wanted, most);
        if (builds.isEmpty()) {
            throw packageWord.isEmpty() ? nothingYet() : noSuchBuild(packageWord.get());
        }
        return builds;
    }

    /// The newest build that has come to its end.
    ///
    /// @throws Problem when there is none
    public BuildRecord lastResult() throws IOException {
        for (BuildRecord build : records.all()) {
            if (!build.builtAt().isEmpty()) {
                return build;
            }
        }
        throw new Problem(
                Problem.Kind.USAGE,
                "there is no result",
                "no build in " + cache.root() + " has come to its end",
                "build something: firn build");
    }

    private Problem noSuchBuild(String word) throws IOException {
        List<Name> names = records.names();
        if (names.isEmpty()) {
            return nothingYet();
        }
        Set<String> known = new LinkedHashSet<>();
        for (Name name : names) {
            known.add(name.packageName().value());
            known.add(name.id());
        }
        Optional<String> near = Suggestion.of(word, known);
        return new Problem(
                Problem.Kind.USAGE,
                "there is no build '" + word + "'",
                "a build is named by its id, or by its package: the newest one then",
                near.isPresent() ? "did you mean " + near.get() + "?" : "see them: firn builds");
    }

    private Problem nothingYet() {
        return new Problem(
                Problem.Kind.USAGE,
                "nothing has been built yet",
                "there is no record of a build in " + cache.root(),
                "build something: firn build");
    }

    /// The place of a step in a build's record.
    ///
    /// @throws Problem when it has no such step, or more than one
    public int step(BuildRecord build, StepName name) throws IOException {
        Optional<Integer> found = find(build, name);
        if (found.isEmpty()) {
            throw new NoSuchStep(records, build, name.word()).problem();
        }
        return found.get();
    }

    /// The record of a step.
    ///
    /// @param build where to look first; the id of a layer may be one of any build
    /// @throws Problem when there is none
    public StepRecord record(BuildRecord build, StepName name) throws IOException {
        Located step = locate(build, name);
        return step.build().steps().get(step.index());
    }

    /// The state that is meant.
    ///
    /// @param build where to look first; the id of a layer may be one of any build
    /// @throws Problem when there is no such step, when the step has no such side, and when layers
    ///     are gone
    public State state(BuildRecord build, StepName name) throws IOException {
        Located step = locate(build, name);
        return state(step.build(), step.index(), name.side());
    }

    /// Where a build came to: its failure, or the end of its last step.
    public State last(BuildRecord build) throws IOException {
        return state(build, lastWithLayer(build), Optional.empty());
    }

    /// What a step changed.
    ///
    /// @param build where to look first; the id of a layer may be one of any build
    public StepChange change(BuildRecord build, String word) throws IOException {
        Located step = locate(build, new StepName(word, Optional.empty()));
        return change(step.build(), step.index());
    }

    /// What the last step changed that has a layer.
    public StepChange lastChange(BuildRecord build) throws IOException {
        return change(build, lastWithLayer(build));
    }

    private StepChange change(BuildRecord build, int index) throws IOException {
        int first = index;
        int last = index;
        while (isOneLayer(build, index, first - 1)) {
            first--;
        }
        while (isOneLayer(build, index, last + 1)) {
            last++;
        }
        return new StepChange(
                state(build, first, Optional.of(Side.BEFORE)),
                state(build, last, Optional.empty()));
    }

    /// A step in the record of a build.
    private record Located(BuildRecord build, int index) {}

    private Located locate(BuildRecord build, StepName name) throws IOException {
        Optional<Integer> found = find(build, name);
        if (found.isPresent()) {
            return new Located(build, found.get());
        }
        if (name.word().equals(RESULT)) {
            if (build.builtAt().isEmpty() && named.contains(build.id())) {
                throw noResult(build);
            }
            BuildRecord built = build.builtAt().isEmpty() ? lastResult() : build;
            return new Located(built, lastWithLayer(built));
        }
        if (name.word().length() >= SHORTEST_ID) {
            for (BuildRecord other : records.all()) {
                Optional<Integer> elsewhere = byLayer(other, name);
                if (elsewhere.isPresent()) {
                    return new Located(other, elsewhere.get());
                }
            }
        }
        throw new NoSuchStep(records, build, name.word()).problem();
    }

    private static Problem noResult(BuildRecord build) {
        String end =
                build.lastStep().map(step -> " ended in " + step.name()).orElse(" did nothing");
        return new Problem(
                Problem.Kind.USAGE,
                "the build " + build.id() + " of " + build.name() + " has no result",
                "it" + end,
                "firn shell --build " + build.id() + ", or leave --build out: the last result");
    }

    private static int lastWithLayer(BuildRecord build) {
        for (int index = build.steps().size() - 1; index >= 0; index--) {
            if (build.steps().get(index).layer().isPresent()) {
                return index;
            }
        }
        throw new Problem(
                Problem.Kind.USAGE,
                "the build of " + build.name() + " has left no state",
                "none of its steps has a layer",
                "build it again: firn build");
    }

    private State state(BuildRecord build, int index, Optional<Side> said) throws IOException {
        StepRecord step = build.steps().get(index);
        boolean failed = step.outcome() == StepOutcome.FAILED;
        Side side = said.orElse(failed ? Side.FAILED : Side.AFTER);
        if (side == Side.FAILED && !failed) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    step.name() + " has not failed",
                    "in the build of " + build.name() + " it has come to its end",
                    step.name() + "@after");
        }
        if (side == Side.AFTER && failed) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    step.name() + " has not come to its end",
                    "it failed",
                    step.name() + "@failed");
        }
        return new State(build, index, side, chain(build, index, side));
    }

    private Chain chain(BuildRecord build, int index, Side side) throws IOException {
        List<StepRecord> steps = build.steps();
        StepRecord step = steps.get(index);
        Optional<LayerId> own = step.layer();
        if (own.isEmpty()) {
            if (step.outcome() == StepOutcome.FAILED && side == Side.FAILED) {
                throw gone(build, step);
            }
            // It did nothing: both sides are what the steps before it left.
            for (int earlier = index - 1; earlier >= 0; earlier--) {
                if (steps.get(earlier).layer().isPresent()) {
                    return load(build, steps.get(earlier));
                }
            }
            for (int later = index + 1; later < steps.size(); later++) {
                if (steps.get(later).layer().isPresent()) {
                    return below(load(build, steps.get(later)));
                }
            }
            return Chain.empty();
        }
        int other = side == Side.BEFORE ? index - 1 : index + 1;
        if (isOneLayer(build, index, other)) {
            String neighbour = steps.get(other).name();
            throw new Problem(
                    Problem.Kind.USAGE,
                    "there is no state " + side.word() + ' ' + step.name(),
                    step.name() + " and " + neighbour + " ran in one process and have one layer",
                    neighbour + '@' + side.word());
        }
        Chain chain = load(build, step);
        return side == Side.BEFORE ? below(chain) : chain;
    }

    /// Whether there is another step there, and both ran in one process.
    private static boolean isOneLayer(BuildRecord build, int index, int other) {
        List<StepRecord> steps = build.steps();
        Optional<LayerId> own = steps.get(index).layer();
        return own.isPresent()
                && other >= 0
                && other < steps.size()
                && steps.get(other).layer().equals(own);
    }

    private Chain load(BuildRecord build, StepRecord step) throws IOException {
        return Chain.load(cache, step.layer().orElseThrow()).orElseThrow(() -> gone(build, step));
    }

    private static Chain below(Chain chain) {
        List<Layer> layers = chain.layers();
        return new Chain(layers.subList(0, layers.size() - 1));
    }

    private static Problem gone(BuildRecord build, StepRecord step) {
        return new Problem(
                Problem.Kind.CACHE,
                "the files of " + step.name() + " are gone",
                "its layer, or one below it, is not in the cache any more",
                "build " + build.name() + " again: firn build");
    }

    private static Optional<Integer> find(BuildRecord build, StepName name) {
        String word = name.word();
        List<StepRecord> steps = build.steps();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).name().equals(word)) {
                return Optional.of(i);
            }
        }
        List<Integer> beginning = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (!word.isEmpty() && steps.get(i).name().startsWith(word)) {
                beginning.add(i);
            }
        }
        if (beginning.size() > 1) {
            List<String> names = new ArrayList<>();
            beginning.forEach(i -> names.add(steps.get(i).name()));
            throw new Problem(
                    Problem.Kind.USAGE,
                    "more than one step begins with '" + word + "'",
                    "there are " + String.join(", ", names),
                    "name one of them");
        }
        return beginning.isEmpty() ? byLayer(build, name) : Optional.of(beginning.getFirst());
    }

    /// Of several steps with one layer, the one beside which the state is that is meant.
    private static Optional<Integer> byLayer(BuildRecord build, StepName name) {
        Optional<Integer> found = Optional.empty();
        if (name.word().length() < SHORTEST_ID) {
            return found;
        }
        for (int i = 0; i < build.steps().size(); i++) {
            Optional<LayerId> layer = build.steps().get(i).layer();
            if (layer.isPresent() && layer.get().value().startsWith(name.word())) {
                found = Optional.of(i);
                if (name.side().equals(Optional.of(Side.BEFORE))) {
                    return found;
                }
            }
        }
        return found;
    }
}
