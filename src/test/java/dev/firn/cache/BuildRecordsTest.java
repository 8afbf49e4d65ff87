package dev.firn.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.key.KeyPart;
import dev.firn.key.KeyParts;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildRecordsTest {

    private static final PackageName HELLO = PackageName.ofDerivation("hello-2.10");

    private static final Instant NOW = Instant.parse("2026-11-24T02:35:12.481Z");

    @TempDir Path home;

    @Test
    void idsTellTheTime() throws Exception {
        assertThat(BuildRecord.newId(NOW)).matches("20261124-023512\\.481-[0-9a-z]{4}");
        assertThat(BuildRecord.newId(NOW).compareTo(BuildRecord.newId(NOW.plusMillis(1))))
                .isNegative();
    }

    @Test
    void recordsComeBackAsTheyWere() throws Exception {
        try (CacheDirectory cache = CacheDirectory.open(home.resolve("cache"))) {
            BuildRecords records = new BuildRecords(cache);
            BuildRecord build = build("hello-2.10", NOW);
            records.write(build);
            assertThat(records.all()).containsExactly(build);
            records.remove(build);
            assertThat(records.all()).isEmpty();
        }
    }

    @Test
    void logsMoveWithTheCache() throws Exception {
        try (CacheDirectory cache = CacheDirectory.open(home.resolve("cache"))) {
            new BuildRecords(cache).write(build("hello-2.10", NOW));
        }
        Files.move(home.resolve("cache"), home.resolve("moved"));
        try (CacheDirectory cache = CacheDirectory.open(home.resolve("moved"))) {
            assertThat(new BuildRecords(cache).all().getFirst().steps().getFirst().log())
                    .contains(home.resolve("moved/layers/x/log").toString());
        }
    }

    @Test
    void theLatestOfAPackageIsFound() throws Exception {
        try (CacheDirectory cache = CacheDirectory.open(home.resolve("cache"))) {
            BuildRecords records = new BuildRecords(cache);
            assertThat(records.latest(name -> true)).isEmpty();
            BuildRecord old = build("hello-2.10", NOW);
            BuildRecord newer = build("hello-2.10", NOW.plusSeconds(1));
            BuildRecord other = build("not-hello-2.10", NOW.plusSeconds(2));
            records.write(newer);
            records.write(other);
            records.write(old);
            assertThat(records.of(HELLO, 5)).containsExactly(newer, old);
            assertThat(records.of(HELLO, 1)).containsExactly(newer);
            assertThat(records.latest(name -> true)).contains(other);
            assertThat(records.of(PackageName.ofDerivation("hell-2.10"), 5)).isEmpty();
            assertThat(records.all()).containsExactly(other, newer, old);

            Files.writeString(cache.build(newer.id() + "-hello-2.10"), "{\"id\":");
            assertThat(records.of(HELLO, 5)).containsExactly(old);
        }
    }

    private BuildRecord build(String name, Instant started) throws Exception {
        StepRecord step =
                new StepRecord(
                        "buildPhase",
                        StepOutcome.RUN,
                        Optional.of(LayerId.random()),
                        Optional.of(OneStep.KEY),
                        Duration.ofMillis(1500),
                        4096,
                        Optional.of(home.resolve("cache/layers/x/log").toString()),
                        List.of("variable NIX_CFLAGS changed: \"-O2\" \u2192 \"\u00c3\u00a9\""),
                        true,
                        Optional.of(LayerId.random()));
        StepRecord skipped =
                new StepRecord(
                        "checkPhase",
                        StepOutcome.SKIPPED,
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ZERO,
                        0,
                        Optional.empty(),
                        List.of(),
                        false,
                        Optional.empty());
        return new BuildRecord(
                BuildRecord.newId(started),
                started,
                Duration.ofSeconds(3),
                name,
                "/nix/store/00000000000000000000000000000000-" + name + ".drv",
                List.of(step, skipped),
                new TreeMap<>(Map.of("out", "/nix/store/y")),
                new TreeMap<>(Map.of("out", "/nix/store/x")),
                true,
                List.of("configurePhase: PATH changed"),
                Optional.of(BuildRecord.Verdict.SAME_BUT),
                Optional.of("/home/me/result"),
                KeyParts.of(List.of(new KeyPart(KeyPart.Kind.SANDBOX, "system", "x"))));
    }
}
