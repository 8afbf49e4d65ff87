package dev.firn.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainTest {

    @TempDir Path home;
    private CacheDirectory cache;
    private Layers layers;

    @BeforeEach
    void open() throws Exception {
        cache = CacheDirectory.open(home.resolve("cache"));
        layers = new Layers(cache);
    }

    @AfterEach
    void close() throws Exception {
        cache.close();
    }

    @Test
    void viewKnowsWhiteoutsAndOpaqueDirectories() throws Exception {
        Chain chain =
                layers.grow(
                        Chain.empty(),
                        """
                        cd build
                        mkdir -p gone replaced/sub kept
                        echo 1 | tee gone/x replaced/x replaced/sub/x kept/x > kept/y
                        """);
        chain = layers.grow(chain, "cd build; rm -r gone replaced kept/x; mkdir -p replaced/sub");
        chain = layers.grow(chain, "cd build; echo 3 > gone; touch replaced/sub/new");

        assertThat(Listing.of(chain.view()).keySet())
                .containsExactly(
                        "build",
                        "build/gone",
                        "build/kept",
                        "build/kept/y",
                        "build/replaced",
                        "build/replaced/sub",
                        "build/replaced/sub/new");
        assertThat(chain.view().find("build/replaced/x")).isEmpty();
        assertThat(chain.view().find("build/kept/x")).isEmpty();
        assertThat(chain.view().find("build/kept/y/z")).isEmpty();
        assertThat(Listing.of(chain.view())).isEqualTo(layers.list(chain));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void viewEqualsTheKernelsAfterAnyOperations(long seed) throws Exception {
        RandomOperations operations = new RandomOperations(seed);
        Chain chain = Chain.empty();
        for (int layer = 0; layer < 6; layer++) {
            chain = layers.grow(chain, operations.lines(40));
            assertThat(Listing.of(chain.view())).isEqualTo(layers.list(chain));
        }
    }

    @Test
    void aHundredAndFiftyLayersStillMount() throws Exception {
        Chain chain = Chain.empty();
        for (int i = 0; i < 149; i++) {
            try (Scratch scratch = layers.open(chain)) {
                scratch.lay("build/laid", new byte[0], 0644);
                chain = chain.plus(scratch.commit(Layers.sealing("step " + i)));
            }
        }
        chain = layers.grow(chain, "echo top > build/top");
        assertThat(layers.list(chain)).containsOnlyKeys("build", "build/top");
        assertThat(chain.layers()).hasSize(150);
    }

    @Test
    void comesBackFromTheDisk() throws Exception {
        Chain chain = layers.grow(Chain.empty(), "touch build/1");
        chain = layers.grow(chain, "touch build/2");
        assertThat(Chain.load(cache, chain.topId().orElseThrow())).contains(chain);
    }

    @Test
    void isNotLoadedWithoutOneOfItsLayers() throws Exception {
        Chain chain = layers.grow(Chain.empty(), "touch build/1");
        LayerId bottom = chain.topId().orElseThrow();
        chain = layers.grow(chain, "touch build/2");
        cache.retire(bottom);
        assertThat(Chain.load(cache, chain.topId().orElseThrow())).isEmpty();
    }

    @Test
    void refusesALayerThatStandsElsewhere() throws Exception {
        Chain chain = layers.grow(Chain.empty(), "touch build/1");
        Layer upper = layers.grow(chain, "touch build/2").top().orElseThrow();
        assertThatThrownBy(() -> new Chain(List.of(upper)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFlattenedLayerCutsWhatIsBelow() throws Exception {
        Chain chain = layers.grow(Chain.empty(), "cd build; mkdir d; echo 1 > d/x");
        Optional<LayerId> below = chain.topId();
        try (Scratch scratch = layers.flattened(chain)) {
            layers.run(scratch, "cd build; perl -e 'rename(\"d\", \"e\") or die \"$!\"'");
            chain = chain.plus(scratch.commit(Layers.sealing("flat")));
        }
        assertThat(chain.top().orElseThrow().parent()).isEqualTo(below);
        assertThat(chain.lowers()).hasSize(1);
        assertThat(layers.list(chain)).containsOnlyKeys("build", "build/e", "build/e/x");
    }
}
