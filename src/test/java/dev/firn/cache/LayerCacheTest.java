package dev.firn.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.digest.Digest;
import dev.firn.recipe.sight.Revealed;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import dev.firn.store.CacheDirectory;
import dev.firn.store.Durability;
import dev.firn.store.Leftovers;
import dev.firn.store.Milestones;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerCacheTest {

    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final Digest OTHER = Digest.of(new byte[] {1});

    @TempDir Path home;
    private CacheDirectory cache;
    private LayerCache layers;

    @BeforeEach
    void open() {
        cache = CacheDirectory.open(home.resolve("cache"));
        layers = over(cache);
    }

    private static LayerCache over(CacheDirectory cache) {
        return new LayerCache(cache, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() throws Exception {
        cache.close();
    }

    private Layer publish(Digest key, Chain chain) throws Exception {
        return ((Entry.Hit) OneStep.run(cache, chain, key)).layer();
    }

    @Test
    void nothingIsUnderANewKey() throws Exception {
        assertThat(layers.find(OneStep.KEY, Chain.empty())).isEmpty();
    }

    @Test
    void whatWasPublishedIsFoundAndCountsAsUsed() throws Exception {
        Layer layer = publish(OneStep.KEY, Chain.empty());
        assertThat(layers.find(OneStep.KEY, Chain.empty())).contains(new Entry.Hit(layer));
        assertThat(Files.getLastModifiedTime(layer.paths().directory()).toInstant()).isEqualTo(NOW);
    }

    @Test
    void entriesWithoutALayerComeBackAsTheyWere() throws Exception {
        Entry reveal =
                new Entry.Reveal(new Revealed(new TreeSet<>(List.of("CFLAGS", "makeFlags")), true));
        assertThat(layers.publish(OneStep.KEY, Chain.empty(), reveal)).isEqualTo(reveal);
        assertThat(layers.find(OneStep.KEY, Chain.empty())).contains(reveal);

        Entry joined = new Entry.Joined("file descriptor 7 stays open: /build/log");
        assertThat(layers.publish(OTHER, Chain.empty(), joined)).isEqualTo(joined);
        assertThat(layers.find(OTHER, Chain.empty())).contains(joined);
        assertThatThrownBy(() -> new Entry.Joined("two\nlines"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFirstOneWinsAndTheLosersLayerGoes() throws Exception {
        Layer first = publish(OneStep.KEY, Chain.empty());
        Layer second = publish(OneStep.KEY, Chain.empty());
        assertThat(second).isEqualTo(first);
        assertThat(cache.allLayers()).containsExactly(first.id());
    }

    @Test
    void aLayerIsFoundOnlyOnTheChainItWasMadeOn() throws Exception {
        Chain old = Chain.empty().plus(publish(OneStep.KEY, Chain.empty()));
        Layer onOld = publish(OTHER, old);
        cache.drop(old.topId().orElseThrow());
        Chain renewed = Chain.empty().plus(publish(OneStep.KEY, Chain.empty()));

        assertThat(layers.find(OTHER, renewed)).isEmpty();
        Layer onNew = publish(OTHER, renewed);
        assertThat(onNew).isNotEqualTo(onOld);
        assertThat(layers.find(OTHER, renewed)).contains(new Entry.Hit(onNew));
    }

    @Test
    void aFailedLayerCannotBePublished() throws Exception {
        Layer layer = publish(OneStep.KEY, Chain.empty());
        assertThatThrownBy(() -> layers.publish(OTHER, Chain.empty(), new Entry.Hit(layer)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLayerThatACrashOfTheMachineCaughtIsNeverServed() throws Exception {
        Layer layer = publish(OneStep.KEY, Chain.empty());
        try (CacheDirectory rebooted =
                CacheDirectory.open(cache.root(), "another boot", Milestones.none())) {
            assertThat(over(rebooted).find(OneStep.KEY, Chain.empty())).isEmpty();
        }
        assertThat(layer.paths().directory()).doesNotExist();
        assertThat(cache.key(OneStep.KEY)).doesNotExist();
    }

    @Test
    void theSweepDropsItTooWithItsKey() throws Exception {
        Layer layer = publish(OneStep.KEY, Chain.empty());
        try (CacheDirectory rebooted =
                CacheDirectory.open(cache.root(), "another boot", Milestones.none())) {
            new Leftovers(rebooted).sweep();
        }
        assertThat(layer.paths().directory()).doesNotExist();
        assertThat(cache.key(OneStep.KEY)).doesNotExist();
    }

    @Test
    void aSyncedLayerSurvivesACrashOfTheMachine() throws Exception {
        Layer layer = publish(OneStep.KEY, Chain.empty());
        Durability durability = new Durability(cache);
        assertThat(durability.unsynced()).containsExactly(layer.id());
        durability.sync(durability.unsynced());
        assertThat(durability.unsynced()).isEmpty();
        try (CacheDirectory rebooted =
                CacheDirectory.open(cache.root(), "another boot", Milestones.none())) {
            new Leftovers(rebooted).sweep();
            assertThat(over(rebooted).find(OneStep.KEY, Chain.empty()))
                    .contains(new Entry.Hit(layer));
        }
    }

    @Test
    void damagedEntriesAndRecordsAreMissesAndGiveWay() throws Exception {
        for (String damage : List.of("", "layer ", "layer zzz\nend\n", "\0\0\0\0", "joined\n")) {
            Files.createDirectories(cache.key(OneStep.KEY).getParent());
            Files.writeString(cache.key(OneStep.KEY), damage);
            assertThat(layers.find(OneStep.KEY, Chain.empty())).isEmpty();
            assertThat(cache.key(OneStep.KEY)).doesNotExist();
        }
        Layer layer = publish(OneStep.KEY, Chain.empty());
        Files.writeString(layer.paths().record(), "{\"step\":");
        assertThat(layers.find(OneStep.KEY, Chain.empty())).isEmpty();
        Layer again = publish(OneStep.KEY, Chain.empty());
        assertThat(layers.find(OneStep.KEY, Chain.empty()))
                .isEqualTo(Optional.of(new Entry.Hit(again)));
        assertThat(cache.allLayers()).containsExactly(again.id());
    }
}
