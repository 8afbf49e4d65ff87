package dev.firn.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.store.CacheDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UpkeepTest {

    private static final String CODE =
            """
            cd build
            mkdir d
            dd if=/dev/urandom of=d/full bs=1k count=100 status=none
            ln d/full hard
            truncate -s 10M sparse
            """;

    @TempDir Path home;

    @Test
    void countsWhatIsOnTheDisk() throws Exception {
        try (CacheDirectory cache = CacheDirectory.open(home.resolve("cache"))) {
            Layer layer = new Layers(cache).grow(Chain.empty(), CODE).top().orElseThrow();
            Survey survey = Upkeep.start(cache).survey(layer);
            assertThat(survey.files()).isEqualTo(3);
            assertThat(survey.bytes()).isBetween(100L * 1024, 200L * 1024);
            assertThat(survey.hardLinks())
                    .isEqualTo(List.of(List.of("build/d/full", "build/hard")));
            assertThat(Survey.parse(Files.readAllBytes(layer.paths().survey()))).isEqualTo(survey);
        }
    }

    @Test
    void bringsSealedLayersToTheDisk() throws Exception {
        try (CacheDirectory cache = CacheDirectory.open(home.resolve("cache"))) {
            Upkeep upkeep = Upkeep.start(cache);
            Layer layer = new Layers(cache).grow(Chain.empty(), CODE).top().orElseThrow();
            upkeep.sealed(layer);
            awaitRemoval(layer.paths().unsynced());
        }
    }

    @Test
    void bringsThoseOfEarlierProcessesToTheDiskToo() throws Exception {
        Layer layer;
        try (CacheDirectory cache = CacheDirectory.open(home.resolve("cache"))) {
            layer = new Layers(cache).grow(Chain.empty(), CODE).top().orElseThrow();
        }
        assertThat(layer.paths().unsynced()).exists();
        try (CacheDirectory cache = CacheDirectory.open(home.resolve("cache"))) {
            Upkeep.start(cache);
            awaitRemoval(layer.paths().unsynced());
        }
    }

    private static void awaitRemoval(Path file) throws InterruptedException {
        while (Files.exists(file)) {
            Thread.sleep(5);
        }
    }
}
