package dev.firn;

import dev.firn.build.job.ResultRun;
import dev.firn.build.room.Host;
import dev.firn.cache.BuildRecord;
import dev.firn.cli.action.Entrances;
import dev.firn.cli.request.enter.MountRequest;
import dev.firn.cli.request.enter.MountsRequest;
import dev.firn.cli.request.enter.RunRequest;
import dev.firn.cli.request.enter.UnmountRequest;
import dev.firn.history.History;
import dev.firn.history.State;
import dev.firn.history.StepName;
import dev.firn.mount.Mounted;
import dev.firn.mount.Mounts;
import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.daemon.NixSettings;
import dev.firn.nix.eval.NixConfig;
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
    public int run(RunRequest request) throws IOException, InterruptedException {
        try (CacheDirectory cache = places.open(request.settings());
                NixDaemon daemon = NixDaemon.connect(NixSettings.of(environment), event -> {})) {
            Host host = ThisHost.of(NixConfig.read(environment, List.of()), daemon.version());
            return new ResultRun(cache, daemon, host, environment).run(request.command());
        }
    }

    @Override
    public Mounted mount(MountRequest request, Consumer<String> notes)
            throws IOException, InterruptedException {
        try (CacheDirectory cache = places.open(request.settings())) {
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
        try (CacheDirectory cache = places.open(request.settings())) {
            return new Mounts(cache, environment, clock, notes).all();
        }
    }

    @Override
    public void unmount(UnmountRequest request, Consumer<String> notes)
            throws IOException, InterruptedException {
        try (CacheDirectory cache = places.open(request.settings())) {
            Mounts mounts = new Mounts(cache, environment, clock, notes);
            if (request.all()) {
                mounts.unmountAll(request.lazy());
            } else {
                mounts.unmount(request.word(), request.lazy());
            }
        }
    }
}
