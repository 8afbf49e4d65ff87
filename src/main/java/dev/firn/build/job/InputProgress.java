package dev.firn.build.job;

import dev.firn.build.BuildEvent;
import dev.firn.nix.daemon.ActivityKind;
import dev.firn.nix.daemon.DaemonEvent;
import dev.firn.nix.daemon.NixError;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Passes on what Nix says while it builds or fetches inputs: its messages, what it begins, and the
/// logs of builds with the name of what is built before each line. Afterwards Nix may build once
/// more, to move the result; that is no news.
public final class InputProgress implements Consumer<DaemonEvent> {

    /// What Nix shows a person who has not asked for more.
    private static final int USUAL = 3;

    private final Consumer<BuildEvent> events;
    private final Map<Long, String> builds = new HashMap<>();
    private boolean ended;

    public InputProgress(Consumer<BuildEvent> events) {
        this.events = events;
    }

    /// The inputs are there: from now on nothing is passed on.
    synchronized void end() {
        ended = true;
    }

    @Override
    public synchronized void accept(DaemonEvent event) {
        if (ended) {
            return;
        }
        switch (event) {
            case DaemonEvent.Message(String text) -> {
                for (String line : NixError.withoutColours(text).strip().split("\n")) {
                    tell(line);
                }
            }
            case DaemonEvent.ActivityStarted started -> {
                if (started.kind() == ActivityKind.BUILD) {
                    builds.put(started.id(), name(String.valueOf(started.fields().getFirst())));
                }
                if (started.level() <= USUAL && !started.text().isEmpty()) {
                    tell(NixError.withoutColours(started.text()));
                }
            }
            case DaemonEvent.ActivityStopped(long id) -> builds.remove(id);
            case DaemonEvent.BuildLogLine(long id, String line) ->
                    tell(builds.getOrDefault(id, "input") + "> " + line);
            case DaemonEvent.BuildPhase _,
                    DaemonEvent.Progress _,
                    DaemonEvent.Expected _,
                    DaemonEvent.OtherResult _ -> {}
        }
    }

    /// From `/nix/store/<hash>-hello-2.12.drv` the part `hello-2.12`.
    private static String name(String drvPath) {
        int dash = drvPath.indexOf('-');
        String name = dash < 0 ? drvPath : drvPath.substring(dash + 1);
        return name.endsWith(".drv") ? name.substring(0, name.length() - 4) : name;
    }

    private void tell(String line) {
        events.accept(new BuildEvent.Realising(line));
    }
}
