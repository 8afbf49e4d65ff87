package dev.firn;

import dev.firn.build.BuildEvent;
import dev.firn.build.job.InputProgress;
import dev.firn.build.room.Host;
import dev.firn.build.visit.Baggage;
import dev.firn.build.visit.Errand;
import dev.firn.build.visit.Visit;
import dev.firn.build.visit.Visitor;
import dev.firn.cache.BuildRecord;
import dev.firn.cli.action.Entrances;
import dev.firn.cli.request.enter.MountRequest;
import dev.firn.cli.request.enter.MountsRequest;
import dev.firn.cli.request.enter.RunRequest;
import dev.firn.cli.request.enter.ShellRequest;
import dev.firn.cli.request.enter.UnmountRequest;
import dev.firn.enter.Entrance;
import dev.firn.enter.Entrance.Way;
import dev.firn.enter.Shell;
import dev.firn.enter.ShellEnd;
import dev.firn.history.History;
import dev.firn.history.State;
import dev.firn.history.StepName;
import dev.firn.mount.Mounted;
import dev.firn.mount.Mounts;
import dev.firn.nix.daemon.NixDaemon;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Runs programs in the states of builds, and mounts them.
///
/// @param environment of the user
record Entering(Map<String, String> environment, Clock clock, CachePlace places)
        implements Entrances {

    @Override
    public int run(RunRequest request, Visitor visitor) throws IOException, InterruptedException {
        try (CacheDirectory cache = places.enter(request.settings());
                NixAhead ahead = nix(visitor)) {
            NixAhead.Nix nix = ahead.get();
            Entrance entrance = entrance(cache, nix, visitor);
            Way way;
            Errand errand;
            if (request.step().equals(Optional.of(History.RESULT))) {
                way = entrance.toResult(request.build());
                errand = new Errand.Plain(request.command(), way.path());
            } else {
                way = entrance.to(state(cache, request.build(), request.step()));
                errand = new Errand.Command(request.command());
            }
            Baggage baggage = bringing(nix.daemon(), visitor).bring(request.brought());
            try (Visit visit = Visit.open(cache, way.site(), baggage)) {
                return visitor.atTerminal()
                        ? visit.converse(errand, visitor.screen())
                        : visit.pipe(errand, false);
            }
        }
    }

    @Override
    public ShellEnd shell(ShellRequest request, Visitor visitor)
            throws IOException, InterruptedException {
        try (CacheDirectory cache = places.enter(request.settings());
                NixAhead ahead = nix(visitor)) {
            NixAhead.Nix nix = ahead.get();
            State state = state(cache, request.build(), request.step());
            Way way = entrance(cache, nix, visitor).to(state);
            Baggage baggage = bringing(nix.daemon(), visitor).bring(request.brought());
            return new Shell(cache, clock, visitor).open(state, way, baggage, request.leaving());
        }
    }

    private static State state(CacheDirectory cache, Optional<String> named, Optional<String> step)
            throws IOException {
        History history = new History(cache);
        BuildRecord build = history.build(named);
        return step.isPresent()
                ? history.state(build, StepName.parse(step.get()))
                : history.last(build);
    }

    private NixAhead nix(Visitor visitor) {
        Consumer<BuildEvent> events =
                event -> {
                    if (event instanceof BuildEvent.Realising(String line)) {
                        visitor.note(line);
                    }
                };
        return NixAhead.start(environment, List.of(), new InputProgress(events));
    }

    private Entrance entrance(CacheDirectory cache, NixAhead.Nix nix, Visitor visitor) {
        Host host = ThisHost.of(nix.config(), nix.daemon().version());
        return new Entrance(cache, nix.daemon(), host, environment, visitor::note);
    }

    private Bringing bringing(NixDaemon daemon, Visitor visitor) {
        return new Bringing(environment, daemon, visitor::note);
    }

    @Override
    public Mounted mount(MountRequest request, Consumer<String> notes)
            throws IOException, InterruptedException {
        try (CacheDirectory cache = places.enter(request.settings())) {
            History history = new History(cache);
            BuildRecord build = history.build(request.build());
            State state = history.state(build, StepName.parse(request.step()));
            Optional<Path> directory = request.directory().map(Path::of);
            return new Mounts(cache, environment, clock, notes)
                    .mount(state, directory, request.writable());
        }
    }

    @Override
    public List<Mounted> mounts(MountsRequest request, Consumer<String> notes)
            throws IOException, InterruptedException {
        try (CacheDirectory cache = places.enter(request.settings())) {
            return new Mounts(cache, environment, clock, notes).all();
        }
    }

    @Override
    public void unmount(UnmountRequest request, Consumer<String> notes)
            throws IOException, InterruptedException {
        try (CacheDirectory cache = places.enter(request.settings())) {
            Mounts mounts = new Mounts(cache, environment, clock, notes);
            if (request.all()) {
                mounts.unmountAll(request.lazy());
            } else {
                mounts.unmount(request.word(), request.lazy());
            }
        }
    }
}
