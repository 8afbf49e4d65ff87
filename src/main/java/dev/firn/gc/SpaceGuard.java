package dev.firn.gc;

import dev.firn.store.CacheDirectory;
import dev.firn.store.Growth;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Watches over a cache while something is built in it, and makes room when it runs out.
///
/// @param notes gets lines for people
public record SpaceGuard(CacheDirectory cache, Limits limits, Clock clock, Consumer<String> notes) {

    private static final long EVERY_MILLIS = 1000;

    /// When nothing could be removed it may take so long until something can.
    private static final long PATIENCE_MILLIS = 30_000;

    /// Watches in the background, until the process ends.
    public Thread start() {
        return Thread.ofPlatform().daemon().name("firn-space").start(this::watch);
    }

    private void watch() {
        boolean told = false;
        try {
            while (true) {
                Thread.sleep(EVERY_MILLIS);
                if (!isOver()) {
                    continue;
                }
                Optional<Collected> collected =
                        new Collector(cache, clock).collectUnlessBusy(limits);
                if (collected.isEmpty() || !collected.get().victims().isEmpty()) {
                    continue;
                }
                if (collected.get().fallsShort() && !told) {
                    told = true;
                    notes.accept(words());
                }
                Thread.sleep(PATIENCE_MILLIS);
            }
        } catch (IOException e) {
            // The next process tries again; a build does not fail for this.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String words() throws IOException {
        long free = Files.getFileStore(cache.root()).getUsableSpace();
        return free < limits.free()
                ? "the disk of the cache has only "
                        + free / 1_000_000
                        + " MB left, and nothing in the cache can go"
                : "the cache is over its size, and nothing in it can go";
    }

    /// Whether there is something to do by now, as far as can be told at no cost: since the last
    /// census layers were added, and maybe some removed.
    public boolean isOver() throws IOException {
        return Files.getFileStore(cache.root()).getUsableSpace() < limits.free()
                || CensusText.bytes(cache).orElse(0L) + new Growth(cache).sum() > limits.maximum();
    }

    /// The same; also when nobody has looked for a day at what has become old.
    public boolean isDue() throws IOException {
        boolean counted =
                Files.exists(cache.census())
                        && Files.getLastModifiedTime(cache.census())
                                .toInstant()
                                .isAfter(clock.instant().minus(Duration.ofDays(1)));
        return !counted || isOver();
    }
}
