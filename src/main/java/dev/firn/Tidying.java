package dev.firn;

import dev.firn.build.BuildEvent;
import dev.firn.config.UserFile;
import dev.firn.gc.Background;
import dev.firn.gc.SpaceGuard;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What keeps a cache within its limits without being asked: a guard during a build, and after it a
/// process of its own that nobody waits for.
///
/// @param guard nothing if the user does not want it
record Tidying(CacheDirectory cache, Optional<Guard> guard) implements AutoCloseable {

    private record Guard(SpaceGuard guard, Thread thread) {}

    /// @throws dev.firn.problem.Problem when the user's configuration makes no sense
    static Tidying beside(
            CacheDirectory cache,
            Map<String, String> environment,
            Clock clock,
            Consumer<BuildEvent> events)
            throws IOException {
        long disk = Files.getFileStore(cache.root()).getTotalSpace();
        UserFile file = UserFile.of(environment, disk);
        if (!file.automatic()) {
            return new Tidying(cache, Optional.empty());
        }
        Consumer<String> notes = line -> events.accept(new BuildEvent.Note(line));
        SpaceGuard guard = new SpaceGuard(cache, file.limits(), clock, notes);
        return new Tidying(cache, Optional.of(new Guard(guard, guard.start())));
    }

    @Override
    public void close() {
        if (guard.isEmpty()) {
            return;
        }
        guard.get().thread().interrupt();
        try {
            if (guard.get().guard().isDue()) {
                Background.run("--cache", cache.root().toString(), "gc");
            }
        } catch (IOException e) {
            // The next build tries again; this one does not fail for it.
            return;
        }
    }
}
