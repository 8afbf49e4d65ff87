package dev.firn;

import dev.firn.nix.daemon.DaemonEvent;
import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.daemon.NixSettings;
import dev.firn.nix.eval.NixConfig;
import dev.firn.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/// What a build needs of Nix besides the derivation, had on a thread of its own while Nix
/// evaluates.
final class NixAhead implements AutoCloseable {

    private static final int USUAL_VERBOSITY = 3;

    private final FutureTask<Nix> task;

    private NixAhead(FutureTask<Nix> task) {
        this.task = task;
    }

    /// @param daemon goes by the options of `config`
    record Nix(NixConfig config, NixDaemon daemon) {}

    /// Begins to read the configuration and to connect.
    ///
    /// @param options the user's words for Nix
    static NixAhead start(
            Map<String, String> environment, List<String> options, Consumer<DaemonEvent> events) {
        FutureTask<Nix> task =
                new FutureTask<>(
                        () -> {
                            NixConfig config = NixConfig.read(environment, options);
                            Map<String, String> configured = new TreeMap<>(environment);
                            configured.put("NIX_REMOTE", config.store());
                            NixSettings settings =
                                    NixSettings.of(configured)
                                            .with(config.daemonOptions(USUAL_VERBOSITY, options));
                            return new Nix(config, NixDaemon.connect(settings, events));
                        });
        Thread.ofPlatform().daemon().name("nix ahead").start(task);
        return new NixAhead(task);
    }

    /// @throws Problem when there is no usable Nix, no daemon, or its configuration is wrong
    Nix get() throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Problem problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /// Closes the connection. One that is still being made is left to the end of the process.
    @Override
    public void close() {
        if (task.state() == FutureTask.State.SUCCESS) {
            task.resultNow().daemon().close();
        }
    }
}
