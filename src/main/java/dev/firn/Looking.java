package dev.firn;

import dev.firn.cache.BuildRecord;
import dev.firn.cache.StepRecord;
import dev.firn.cli.action.Looks;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.look.BuildsRequest;
import dev.firn.cli.request.look.CatRequest;
import dev.firn.cli.request.look.CatRequest.FileName;
import dev.firn.cli.request.look.CheckoutRequest;
import dev.firn.cli.request.look.DiffRequest;
import dev.firn.cli.request.look.ExplainRequest;
import dev.firn.cli.request.look.FilesRequest;
import dev.firn.cli.request.look.FollowRequest;
import dev.firn.cli.request.look.ListRequest;
import dev.firn.cli.request.look.LogRequest;
import dev.firn.history.History;
import dev.firn.history.RunningBuild;
import dev.firn.history.State;
import dev.firn.history.StepChange;
import dev.firn.history.StepName;
import dev.firn.inspect.Checkout;
import dev.firn.inspect.Differences;
import dev.firn.inspect.Explainer;
import dev.firn.inspect.Explanation;
import dev.firn.inspect.Listed;
import dev.firn.inspect.StateFiles;
import dev.firn.inspect.StateTree.Place;
import dev.firn.overlay.TreeVisitor;
import dev.firn.problem.Problem;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Looks into what builds have left.
record Looking(CachePlace places) implements Looks {

    @Override
    public boolean areBehind(Settings settings) throws IOException {
        Path root = places.of(settings);
        if (!Files.exists(root)) {
            return false;
        }
        try (CacheDirectory cache = CacheDirectory.look(root)) {
            return RunningBuild.newest(cache).isPresent();
        }
    }

    @Override
    public Explanation explain(ExplainRequest request) throws IOException {
        try (CacheDirectory cache = places.look(request.settings())) {
            BuildRecord build = new History(cache).build(request.build());
            return new Explainer(cache, build).explain(steps(cache, build, request.step()));
        }
    }

    @Override
    public void log(LogRequest request, OutputStream out) throws IOException {
        try (CacheDirectory cache = places.look(request.settings())) {
            BuildRecord build = new History(cache).build(request.build());
            String written = "";
            List<StepRecord> steps =
                    request.step().isEmpty()
                            ? build.steps()
                            : List.of(
                                    new History(cache)
                                            .record(build, StepName.parse(request.step().get())));
            for (StepRecord step : steps) {
                // Steps that share a process share a log.
                String log = step.log().orElse(written);
                if (!log.equals(written)) {
                    copyLog(step.name(), Path.of(log), out);
                    written = log;
                }
            }
        }
    }

    private static void copyLog(String step, Path log, OutputStream out) throws IOException {
        try {
            Files.copy(log, out);
        } catch (NoSuchFileException e) {
            throw new Problem(
                    Problem.Kind.CACHE,
                    "the log of " + step + " is gone",
                    "its layer is not in the cache any more: " + log,
                    "build it again: firn build",
                    e);
        }
    }

    /// The step that is named, or all of them.
    private static List<StepRecord> steps(
            CacheDirectory cache, BuildRecord build, Optional<String> name) throws IOException {
        return name.isEmpty()
                ? build.steps()
                : List.of(
                        build.steps()
                                .get(new History(cache).step(build, StepName.parse(name.get()))));
    }

    @Override
    public void follow(FollowRequest request, OutputStream out, Consumer<String> notes)
            throws IOException, InterruptedException {
        try (CacheDirectory cache = places.look(request.settings())) {
            RunningBuild build =
                    RunningBuild.newest(cache)
                            .orElseThrow(
                                    () ->
                                            new Problem(
                                                    Problem.Kind.USAGE,
                                                    "no build is running",
                                                    "none works in " + cache.root(),
                                                    "firn log shows what the last one printed"));
            build.follow(request.step(), out, notes);
        }
    }

    @Override
    public BuildRecord list(ListRequest request) throws IOException {
        try (CacheDirectory cache = places.look(request.settings())) {
            return new History(cache).build(request.build());
        }
    }

    @Override
    public List<BuildRecord> builds(BuildsRequest request) throws IOException {
        try (CacheDirectory cache = places.look(request.settings())) {
            return new History(cache).builds(request.packageName(), request.most());
        }
    }

    @Override
    public void files(FilesRequest request, TreeVisitor<Listed> visitor) throws IOException {
        try (CacheDirectory cache = places.look(request.settings())) {
            Optional<StepName> step = request.step().map(StepName::parse);
            StateFiles files = files(cache, request.build());
            if (request.changed()) {
                files.listChanged(step, request.paths(), visitor);
            } else {
                files.list(step, request.paths(), visitor);
            }
        }
    }

    @Override
    public void cat(CatRequest request, Reader reader) throws IOException {
        try (CacheDirectory cache = places.look(request.settings())) {
            List<StateFiles.Name> names = new ArrayList<>();
            for (FileName name : request.files()) {
                names.add(new StateFiles.Name(StepName.parse(name.step()), name.path()));
            }
            Iterator<Place> places = files(cache, request.build()).contents(names).iterator();
            for (FileName name : request.files()) {
                try (InputStream content = places.next().file().open()) {
                    reader.read(name, content);
                }
            }
        }
    }

    @Override
    public Path checkout(CheckoutRequest request) throws IOException, InterruptedException {
        try (CacheDirectory cache = places.look(request.settings())) {
            History history = new History(cache);
            BuildRecord build = history.build(request.build());
            State state = history.state(build, StepName.parse(request.step()));
            Path target = Path.of(request.directory()).toAbsolutePath().normalize();
            return new Checkout(cache, state, target).copy(request.paths());
        }
    }

    @Override
    public void diff(DiffRequest request, Differences report) throws IOException {
        try (CacheDirectory cache = places.look(request.settings())) {
            List<StepName> names = request.states().stream().map(StepName::parse).toList();
            StepChange states = files(cache, request.build()).states(names);
            report.between(states);
            StateFiles.compare(states, request.paths(), report);
        }
    }

    private static StateFiles files(CacheDirectory cache, Optional<String> build)
            throws IOException {
        History history = new History(cache);
        return new StateFiles(history, history.build(build));
    }
}
