package dev.firn.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cache.Entry;
import dev.firn.cache.OneStep;
import dev.firn.digest.Digest;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import dev.firn.store.CacheDirectory;
import dev.firn.store.Growth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpaceGuardTest {

    private static final Limits ROOMY = new Limits(0, 1L << 50, 0, Optional.empty(), 0);

    @TempDir Path home;

    private CacheDirectory open() {
        return CacheDirectory.open(home.resolve("cache"));
    }

    private static Layer make(CacheDirectory cache, int number) throws Exception {
        Digest key = Digest.of(new byte[] {(byte) number});
        return ((Entry.Hit) OneStep.run(cache, Chain.empty(), key)).layer();
    }

    private static SpaceGuard guard(
            CacheDirectory cache, Limits limits, BlockingQueue<String> notes) {
        return new SpaceGuard(cache, limits, Clock.systemUTC(), notes::add);
    }

    @Test
    void roomIsMadeWhileABuildGoesOn() throws Exception {
        Layer old;
        try (CacheDirectory before = open()) {
            old = make(before, 1);
        }
        try (CacheDirectory cache = open()) {
            Layer fresh = make(cache, 2);
            Thread thread =
                    guard(cache, ROOMY.withFree(1L << 60), new LinkedBlockingQueue<>()).start();
            while (Files.exists(old.paths().directory())) {
                Thread.onSpinWait();
            }
            thread.interrupt();
            thread.join();
            assertThat(cache.allLayers()).containsExactly(fresh.id());
        }
    }

    @Test
    void whoCannotMakeRoomSaysSo() throws Exception {
        try (CacheDirectory cache = open()) {
            make(cache, 1);
            BlockingQueue<String> notes = new LinkedBlockingQueue<>();
            Thread thread = guard(cache, ROOMY.withFree(1L << 60), notes).start();
            assertThat(notes.take())
                    .startsWith("the disk of the cache has only ")
                    .endsWith(" MB left, and nothing in the cache can go");
            thread.interrupt();
            thread.join();
        }
    }

    @Test
    void whatWasAddedSinceTheCensusCounts() throws Exception {
        try (CacheDirectory cache = open()) {
            SpaceGuard guard =
                    guard(cache, ROOMY.withMaximum(100_000), new LinkedBlockingQueue<>());
            assertThat(guard.isDue()).isTrue();
            make(cache, 1);
            Census.take(cache);
            assertThat(guard.isDue()).isFalse();
            new Growth(cache).add(90_000);
            assertThat(guard.isDue()).isTrue();
            new Collector(cache, Clock.systemUTC()).collect(ROOMY);
            assertThat(guard.isDue()).isFalse();
        }
    }
}
