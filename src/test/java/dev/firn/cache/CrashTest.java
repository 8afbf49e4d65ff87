package dev.firn.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import dev.firn.store.Leftovers;
import dev.firn.store.Milestones;
import dev.firn.store.Milestones.Milestone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Real processes that are killed, or get into each other's way.
class CrashTest {

    @TempDir Path home;

    @ParameterizedTest
    @EnumSource(Milestone.class)
    void killedAnywhereLeavesAWholeLayerOrNone(Milestone milestone) throws Exception {
        Path root = home.resolve("cache");
        Process victim = Jvm.start(OneStep.class, root.toString(), milestone.name(), "-");
        assertThat(Jvm.output(victim)).isEmpty();
        assertThat(victim.waitFor()).isEqualTo(128 + 9);

        try (CacheDirectory cache = open(root)) {
            Optional<Entry> beforeSweep = find(cache);
            new Leftovers(cache).sweep();
            Optional<Entry> found = find(cache);
            assertThat(found).isEqualTo(beforeSweep);
            boolean published =
                    milestone.compareTo(Milestone.ENTRY_PUBLISHED) >= 0
                            && milestone.compareTo(Milestone.LAYER_RETIRED) < 0;
            assertThat(found.isPresent()).isEqualTo(published);
            if (found.isPresent()) {
                assertWhole(((Entry.Hit) found.get()).layer());
            }
            assertThat(cache.allLayers()).hasSize(published ? 1 : 0);

            assertWhole(((Entry.Hit) OneStep.run(cache, Chain.empty(), OneStep.KEY)).layer());
            assertThat(cache.allLayers()).hasSize(1);
        }
        assertThat(root.resolve("work")).isEmptyDirectory();
    }

    private static void assertWhole(Layer layer) throws Exception {
        assertThat(layer.paths().files().resolve("build/x")).hasSize(5);
        assertThat(layer.paths().files().resolve("build/laid")).doesNotExist();
        assertThat(layer.paths().log()).hasContent("it went well\n");
        assertThat(layer.step()).isEqualTo("step");
    }

    @Test
    void theLivingAreNotSwept() throws Exception {
        Path root = home.resolve("cache");
        try (CacheDirectory cache = open(root)) {
            Path busy = cache.workroom().scratch(LayerId.random());
            Process other = Jvm.start(Sweeper.class, root.toString());
            assertThat(Jvm.output(other)).isEqualTo("swept\n");
            assertThat(busy).exists();
        }
    }

    /// Sweeps the cache that its argument names.
    static final class Sweeper {
        private Sweeper() {}

        public static void main(String[] arguments) throws Exception {
            try (CacheDirectory cache = open(Path.of(arguments[0]))) {
                new Leftovers(cache).sweep();
                System.out.println("swept");
            }
        }
    }

    @Test
    void processesThatPublishTheSameKeyAgreeOnOneLayer() throws Exception {
        Path root = home.resolve("cache");
        Path go = home.resolve("go");
        List<Process> racers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            racers.add(Jvm.start(OneStep.class, root.toString(), "-", go.toString()));
        }
        Files.createFile(go);
        List<String> layers = new ArrayList<>();
        for (Process racer : racers) {
            layers.add(Jvm.output(racer).strip());
        }
        try (CacheDirectory cache = open(root)) {
            assertThat(cache.allLayers()).hasSize(1);
            assertThat(layers).containsOnly(cache.allLayers().getFirst().value());
            assertWhole(((Entry.Hit) find(cache).orElseThrow()).layer());
        }
        assertThat(root.resolve("work")).isEmptyDirectory();
    }

    @Test
    void aFullDiskCostsOnlyWhatDidNotFit() throws Exception {
        Process full =
                Jvm.start(
                        List.of(
                                "unshare",
                                "--user",
                                "--map-root-user",
                                "--mount",
                                "sh",
                                "-ec",
                                "mount -t tmpfs -o size=3m none \"$0\"; exec \"$@\"",
                                home.toString()),
                        Jvm.classPath(),
                        FullDisk.class,
                        home.toString());
        assertThat(Jvm.output(full)).isEqualTo("No space left on device\nusable\n");
    }

    private static Optional<Entry> find(CacheDirectory cache) throws Exception {
        return new LayerCache(cache, Clock.systemUTC()).find(OneStep.KEY, Chain.empty());
    }

    private static CacheDirectory open(Path root) {
        return CacheDirectory.open(root, OneStep.BOOT, Milestones.none());
    }
}
