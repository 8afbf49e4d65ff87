package dev.firn.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.build.step.StepEffect;
import dev.firn.digest.Digest;
import dev.firn.history.RecordedDerivation;
import dev.firn.problem.Problem;
import dev.firn.recipe.sight.Revealed;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import dev.firn.store.CacheDirectory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cache of format 1, written by the last firn that did so.
class UpgradeTest {

    private static final Path OLD = Path.of("src/test/resources/dev/firn/cache/format1");
    private static final Digest OTHER = Digest.of(new byte[] {1});
    private static final FileTime LAST_USE = FileTime.fromMillis(1_700_000_000_000L);

    @TempDir Path home;
    private Path root;

    @BeforeEach
    void copy() throws Exception {
        root = home.resolve("cache");
        run("cp", "-r", OLD.toAbsolutePath().toString(), root.toString());
        // Empty directories are none to git.
        for (String empty : List.of("runs", "skeletons", "work")) {
            Files.createDirectories(root.resolve(empty));
        }
        Files.setLastModifiedTime(layer(), LAST_USE);
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    private Path layer() throws Exception {
        try (Stream<Path> layers = Files.list(root.resolve("layers"))) {
            return layers.findFirst().orElseThrow();
        }
    }

    @Test
    void hitsAreHitsStill() throws Exception {
        try (CacheDirectory cache = CacheDirectory.open(root)) {
            assertWhole(cache);
        }
    }

    private void assertWhole(CacheDirectory cache) throws Exception {
        assertThat(root.resolve("version")).hasContent("firn cache, format 2\n");
        assertThat(Files.getLastModifiedTime(layer())).isEqualTo(LAST_USE);
        LayerCache layers = new LayerCache(cache, Clock.systemUTC());
        Entry found = layers.peek(OneStep.KEY, Chain.empty()).orElseThrow();
        Layer layer = ((Entry.Hit) found).layer();
        assertThat(layer.paths().files().resolve("build/x")).hasSize(5);
        assertThat(layer.paths().readKey()).contains(OneStep.KEY);
        assertThat(StepEffect.read(layer.paths().delta())).isPresent();
        assertThat(Precedents.parts(layer)).hasSize(1);
        assertThat(layers.peek(OTHER, Chain.empty()))
                .contains(new Entry.Reveal(Revealed.of(List.of("CFLAGS"))));
        BuildRecord build = new BuildRecords(cache).all().getFirst();
        assertThat(build.name()).isEqualTo("failing");
        assertThat(RecordedDerivation.of(build, cache).derivation().outputs()).hasSize(1);
        assertThat(new Lessons(cache, new PackageName("dynamic"), false).of("buildPhase"))
                .isEqualTo(Revealed.EVERYTHING);
        assertThat(root.resolve("inputs")).isEmptyDirectory();
    }

    @Test
    void whoOnlyLooksUpgradesToo() throws Exception {
        try (CacheDirectory cache = CacheDirectory.look(root)) {
            assertWhole(cache);
        }
        assertThat(root.resolve("work")).isEmptyDirectory();
    }

    @Test
    void anUpgradeThatDiedIsBegunAnew() throws Exception {
        Path halfway = home.resolve("halfway");
        run("cp", "-r", root.toString(), halfway.toString());
        CacheDirectory.open(root).close();
        Files.writeString(root.resolve("version"), "firn cache, format 1 on the way to 2\n");
        Path builds = halfway.resolve("builds");
        run("cp", "-r", builds.toString(), root.toString());
        Files.writeString(root.resolve("work/upgrade-left"), "");
        Files.writeString(root.resolve("work/upgrade.lock"), "");

        try (CacheDirectory cache = CacheDirectory.open(root)) {
            assertWhole(cache);
        }
    }

    @Test
    void whatWasCutShortIsNotMadeWhole() throws Exception {
        Path record = layer().resolve("record.json");
        Files.writeString(record, Files.readString(record).substring(0, 100));
        try (CacheDirectory cache = CacheDirectory.open(root)) {
            assertThat(new LayerCache(cache, Clock.systemUTC()).find(OneStep.KEY, Chain.empty()))
                    .isEmpty();
        }
    }

    @Test
    void nothingIsUpgradedWhileAnotherFirnIsAtWork() throws Exception {
        Path lock = Files.createFile(root.resolve("work/77-other.lock"));
        Process other =
                Jvm.start(LockHolder.class, lock.toString(), home.resolve("locked").toString());
        while (!Files.exists(home.resolve("locked"))) {
            assertThat(other.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        assertThatThrownBy(() -> CacheDirectory.open(root))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.what()).contains("cannot be upgraded now");
                            assertThat(problem.why())
                                    .isEqualTo(
                                            "it has format 1, and an older firn is at work in it");
                        });
        assertThat(root.resolve("version")).hasContent("firn cache, format 1\n");
        other.destroy();
        other.waitFor();
        CacheDirectory.open(root).close();
        assertThat(root.resolve("version")).hasContent("firn cache, format 2\n");
    }

    /// Holds a lock until it is killed.
    static final class LockHolder {
        private LockHolder() {}

        public static void main(String[] arguments) throws Exception {
            try (FileChannel channel =
                    FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
                channel.lock();
                Files.createFile(Path.of(arguments[1]));
                new CountDownLatch(1).await();
            }
        }
    }
}
