package dev.firn.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cache.Entry;
import dev.firn.cache.LayerCache;
import dev.firn.cache.OneStep;
import dev.firn.cache.Pruned;
import dev.firn.digest.Digest;
import dev.firn.gc.Victim.Reason;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2030-01-02T03:04:05Z"), ZoneOffset.UTC);

    @TempDir Path home;
    private CacheDirectory cache;

    @BeforeEach
    void open() {
        cache = CacheDirectory.open(home.resolve("cache"));
    }

    @AfterEach
    void close() throws Exception {
        cache.close();
    }

    /// As if the process that uses the cache had ended and another begun.
    private void reopen() throws Exception {
        cache.close();
        open();
    }

    private static Digest key(int number) {
        return Digest.of(new byte[] {(byte) number});
    }

    private Chain grow(Chain chain, int number) throws Exception {
        Entry entry = OneStep.run(cache, chain, key(number));
        return chain.plus(((Entry.Hit) entry).layer());
    }

    private void used(Layer layer, Duration ago) throws Exception {
        Files.setLastModifiedTime(
                layer.paths().directory(), FileTime.from(CLOCK.instant().minus(ago)));
    }

    private Collected collect(Limits limits) throws Exception {
        return new Collector(cache, CLOCK).collect(limits);
    }

    @Test
    void whatGoesIsGoneWithItsKeyAndIsRemembered() throws Exception {
        Chain chain = grow(grow(Chain.empty(), 1), 2);
        reopen();

        Collected collected = collect(Limits.nothing());

        assertThat(collected.victims()).hasSize(2);
        assertThat(collected.left().layers()).isEmpty();
        assertThat(cache.allLayers()).isEmpty();
        assertThat(cache.key(key(1))).doesNotExist();
        assertThat(cache.key(key(2))).doesNotExist();
        assertThat(new Pruned(cache).find(chain.topId().orElseThrow()))
                .contains(new Pruned.Note(CLOCK.instant(), Reason.ALL.words()));
        assertThat(new LayerCache(cache, CLOCK).find(key(1), Chain.empty())).isEmpty();
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        grow(grow(Chain.empty(), 1), 2);
        reopen();

        Collected foreseen = new Collector(cache, CLOCK).foresee(Limits.nothing());

        assertThat(foreseen.victims()).hasSize(2);
        assertThat(cache.allLayers()).hasSize(2);
        assertThat(cache.key(key(2))).exists();
    }

    @Test
    void whatThisProcessHasFoundOrMadeStays() throws Exception {
        Chain below = grow(Chain.empty(), 1);
        grow(below, 2);
        reopen();
        new LayerCache(cache, CLOCK).find(key(1), Chain.empty());
        Chain made = grow(Chain.empty(), 3);

        collect(Limits.nothing());

        assertThat(cache.allLayers())
                .containsExactlyInAnyOrder(below.topId().orElseThrow(), made.topId().orElseThrow());
    }

    @Test
    void aHeldLayerKeepsAllThatItStandsOn() throws Exception {
        Chain chain = grow(grow(Chain.empty(), 1), 2);
        Chain side = grow(Chain.empty(), 3);
        reopen();
        Chain.load(cache, chain.topId().orElseThrow());

        collect(Limits.nothing());

        assertThat(cache.allLayers()).doesNotContain(side.topId().orElseThrow()).hasSize(2);
    }

    @Test
    void whatIsPinnedStaysUntilItIsLetGo() throws Exception {
        LayerId top = grow(grow(Chain.empty(), 1), 2).topId().orElseThrow();
        Pins pins = new Pins(cache);
        pins.add(new Pin(top, "20300101", "hello-2.10", "buildPhase@after"));
        reopen();

        assertThat(collect(Limits.nothing()).victims()).isEmpty();
        assertThat(pins.all())
                .containsExactly(new Pin(top, "20300101", "hello-2.10", "buildPhase@after"));
        assertThat(pins.remove(top)).isTrue();
        assertThat(collect(Limits.nothing()).victims()).hasSize(2);
    }

    @Test
    void aPinThatACrashHasCutShortStillPins() throws Exception {
        LayerId top = grow(Chain.empty(), 1).topId().orElseThrow();
        Files.createDirectories(cache.pins());
        Files.writeString(cache.pins().resolve(top.value()), "");
        reopen();

        assertThat(collect(Limits.nothing()).victims()).isEmpty();
    }

    @Test
    void theOldestGoesFirst() throws Exception {
        Chain old = grow(Chain.empty(), 1);
        Chain young = grow(Chain.empty(), 2);
        used(old.top().orElseThrow(), Duration.ofDays(50));
        used(young.top().orElseThrow(), Duration.ofDays(10));
        reopen();
        Limits limits = new Limits(0, Long.MAX_VALUE, 0, Optional.of(Duration.ofDays(30)), 0);

        Collected collected = collect(limits);

        assertThat(collected.victims())
                .singleElement()
                .extracting(Victim::reason)
                .isEqualTo(Reason.UNUSED);
        assertThat(cache.allLayers()).containsExactly(young.topId().orElseThrow());
        long bytes = collected.left().bytes();
        assertThat(collect(limits.withMaximum(bytes)).victims()).isEmpty();
        assertThat(collect(limits.withMaximum(bytes - 1)).victims()).hasSize(1);
    }

    @Test
    void aCensusCountsWhatIsNewAndForgetsWhatIsGone() throws Exception {
        Layer first = grow(Chain.empty(), 1).top().orElseThrow();
        assertThat(Census.take(cache).layers()).containsOnlyKeys(first.id());
        assertThat(CensusText.read(cache).layers()).containsOnlyKeys(first.id());

        Layer second = grow(Chain.empty(), 2).top().orElseThrow();
        cache.drop(first.id());
        Census census = Census.take(cache);

        assertThat(census.layers()).containsOnlyKeys(second.id());
        assertThat(CensusText.bytes(cache)).contains(census.bytes());
        assertThat(census.bytes()).isGreaterThanOrEqualTo(4096);
    }

    @Test
    void aCensusThatMakesNoSenseIsTakenAnew() throws Exception {
        Layer layer = grow(Chain.empty(), 1).top().orElseThrow();
        Census right = Census.take(cache);
        String text = Files.readString(cache.census());
        for (String wrong :
                new String[] {
                    "",
                    "end\n",
                    text.substring(0, 30),
                    text.replace("layer", "lay er"),
                    "bytes x\nlayer y\nend\n",
                    "layer 1 2\nend\n"
                }) {
            Files.writeString(cache.census(), wrong);
            Census taken = Census.take(cache);
            assertThat(taken.layers().keySet()).containsExactly(layer.id());
            assertThat(taken.bytes()).isEqualTo(right.bytes());
        }
    }

    @Test
    void aLayerThatCannotBeReadGoesFirst() throws Exception {
        Layer damaged = grow(Chain.empty(), 1).top().orElseThrow();
        Layer whole = grow(Chain.empty(), 2).top().orElseThrow();
        Files.writeString(damaged.paths().record(), "{");
        used(damaged, Duration.ofDays(3));
        used(whole, Duration.ofDays(2));
        reopen();
        long bytes = Census.take(cache).bytes();

        Collected collected = collect(new Limits(0, bytes - 1, 0, Optional.empty(), 0));

        assertThat(collected.victims()).singleElement();
        assertThat(cache.allLayers()).containsExactly(whole.id());
    }
}
