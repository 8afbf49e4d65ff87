package dev.firn.enter;

import dev.firn.bash.ShellState;
import dev.firn.build.ready.Inputs;
import dev.firn.build.ready.Preparation;
import dev.firn.build.ready.Tools;
import dev.firn.build.reason.ChangeWords;
import dev.firn.build.room.Exemption;
import dev.firn.build.room.Host;
import dev.firn.build.room.Refusal;
import dev.firn.build.room.Setup;
import dev.firn.build.step.LogEnd;
import dev.firn.build.step.StepEffect;
import dev.firn.build.visit.Arrival;
import dev.firn.build.visit.Site;
import dev.firn.cache.BuildRecord;
import dev.firn.cache.PackageName;
import dev.firn.cache.Precedents;
import dev.firn.history.History;
import dev.firn.history.RecordedDerivation;
import dev.firn.history.Side;
import dev.firn.history.State;
import dev.firn.history.StepName;
import dev.firn.key.KeyChange;
import dev.firn.limit.Allowance;
import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.drv.Derivation;
import dev.firn.nix.drv.StableDerivation;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import dev.firn.recipe.Plan;
import dev.firn.recipe.Step;
import dev.firn.recipe.sight.Scopes;
import dev.firn.recipe.sight.StepSight;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import dev.firn.snapshot.Scratch;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Finds the way back into recorded builds: their inputs, their sandbox, and the state of their
/// shell.
///
/// @param environment of the user
/// @param warnings gets a line where a state is not quite what it was
public record Entrance(
        CacheDirectory cache,
        NixDaemon daemon,
        Host host,
        Map<String, String> environment,
        Consumer<String> warnings) {

    private static final StepName RESULT = new StepName(History.RESULT, Optional.empty());

    /// A way in.
    ///
    /// @param path on which programs are found that belong to the inputs and to the result
    public record Way(Site site, Arrival arrival, String path) {}

    /// Into a result, at the path where it was built.
    ///
    /// @param named the build; that of the last result when empty
    /// @throws Problem when there is none, and when something of it is gone
    public Way toResult(Optional<String> named) throws IOException {
        History history = new History(cache);
        BuildRecord build = named.isPresent() ? history.build(named) : history.lastResult();
        Chain chain = history.state(build, RESULT).chain();
        Opened opened = open(build, chain);
        String title = PackageName.ofDerivation(build.name()).value() + " result";
        Site site = opened.site(title, chain, Optional.empty());
        return new Way(site, Arrival.at(title, Optional.empty()), opened.path());
    }

    /// Into a state of a build.
    ///
    /// @throws Problem when its derivation is gone, or its inputs cannot be had
    public Way to(State state) throws IOException, InterruptedException {
        Opened opened = open(state.build(), state.chain());
        String name = PackageName.ofDerivation(state.build().name()).value();
        String title = name + ' ' + state.name();
        Optional<Plan> plan = isWhole(state.build()) ? Optional.empty() : plan(opened);
        Optional<ShellState> shell = plan.map(each -> opened.replay(cache, each, state));
        Site site = opened.site(title, state.chain(), shell);
        return new Way(site, arrival(title, state, shell), opened.path());
    }

    private static boolean isWhole(BuildRecord build) {
        String whole = new Step.Builder().name();
        return build.steps().stream().anyMatch(step -> step.name().equals(whole));
    }

    private static Arrival arrival(String title, State state, Optional<ShellState> shell)
            throws IOException {
        Arrival arrival = Arrival.at(title, shell);
        if (isWhole(state.build())) {
            arrival =
                    arrival.noting("this build is one step: its variables are those it began with");
        }
        if (state.side() != Side.FAILED) {
            return arrival;
        }
        String how = state.step().reasons().isEmpty() ? "" : state.step().reasons().getLast();
        Optional<StepEffect> effect =
                state.chain().top().flatMap(layer -> StepEffect.read(layer.paths().delta()));
        Optional<Layer> layer = state.chain().top();
        String log = layer.isEmpty() ? "" : LogEnd.of(layer.get().paths().log());
        Arrival failed = arrival.failed(how, effect.map(StepEffect::command).orElse(""), log);
        return effect.isPresent() || shell.isEmpty()
                ? failed
                : failed.noting(
                        "its shell could not write its state down: variables are those from before"
                                + " the step");
    }

    /// The setup always runs anew: what it gives is all that later changes refer to.
    private Optional<Plan> plan(Opened opened) throws IOException, InterruptedException {
        Preparation ready = opened.ready();
        Setup setup = new Setup(ready.room(), ready.handed(), ready.setup().orElseThrow());
        try (Scratch scratch =
                Scratch.open(
                        cache,
                        Chain.empty(),
                        ready.room().skeleton(cache, ready.room().inputs()))) {
            Path log = scratch.paths().log();
            try (OutputStream out = Files.newOutputStream(log)) {
                if (setup.run(scratch, out) instanceof Setup.Ran.Planned(Plan plan)) {
                    return Optional.of(plan);
                }
            }
            String last = LogEnd.of(log).lines().reduce("", (before, line) -> line);
            warnings.accept("variables are those of the beginning: the setup failed here: " + last);
            return Optional.empty();
        }
    }

    private Opened open(BuildRecord build, Chain chain) throws IOException {
        RecordedDerivation recorded = RecordedDerivation.of(build, cache);
        Derivation derivation = recorded.derivation();
        StorePath drvPath = recorded.path();
        StableDerivation stable =
                Preparation.isExact(build.ground())
                        ? StableDerivation.exact(derivation, drvPath)
                        : StableDerivation.of(derivation, drvPath);
        Refusal.check(host, stable, drvPath);
        Inputs inputs =
                Inputs.again(daemon, drvPath, derivation, recorded.inputs(), host.storePaths());
        Exemption exemption = Exemption.of(host, derivation.attributes(), drvPath);
        Preparation ready =
                Preparation.of(
                        stable, inputs, host, exemption, Allowance.unlimited(), environment, "");
        List<KeyChange> others = ready.otherPaths(build.ground());
        if (!others.isEmpty()) {
            String paths = others.stream().map(ChangeWords::of).collect(Collectors.joining(", "));
            warnings.accept("the sandbox is not that of the build: " + paths);
        }
        SortedSet<StorePath> seen = new TreeSet<>(ready.room().inputs());
        if (build.forced()) {
            SortedSet<StorePath> older = new TreeSet<>();
            for (Layer layer : chain.layers()) {
                older.addAll(Precedents.inputs(Precedents.parts(layer)));
            }
            seen.addAll(inputs.keep(older));
        }
        return new Opened(inputs, ready, seen);
    }

    /// A build that could go on.
    private record Opened(Inputs inputs, Preparation ready, SortedSet<StorePath> seen) {

        Site site(String title, Chain chain, Optional<ShellState> state) {
            return new Site(
                    title, ready.room(), ready.handed(), Tools.bash(ready), chain, state, seen);
        }

        ShellState replay(CacheDirectory cache, Plan plan, State state) {
            StepSight sight = ready.sight(plan, cache, Scopes.NONE);
            return new Replay(plan, sight).at(state.build(), state.chain());
        }

        String path() {
            List<String> places = new ArrayList<>();
            for (StorePath output : ready.stable().scratch().values()) {
                places.add(output + "/bin");
            }
            for (StorePath input : inputs.paths()) {
                places.add(input + "/bin");
            }
            places.addAll(List.of("/bin", "/usr/bin"));
            return String.join(":", places);
        }
    }
}
