package dev.firn.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.store.CacheDirectory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewTest {

    @Test
    void equalsTheKernelsMergedTree(@TempDir Path home) throws Exception {
        try (CacheDirectory cache = CacheDirectory.open(home.resolve("cache"))) {
            Layers layers = new Layers(cache);
            Chain chain =
                    layers.grow(
                            Chain.empty(),
                            "cd build; mkdir a b; echo 1 > a/x; echo 2 > a/y; ln -s x a/l; mkfifo f; ln a/x a/hard; touch $'new\\nline' $'bad\\xff\\xc3'");
            chain = layers.grow(chain, "cd build; rm a/x; rm -r b; mkdir b; echo 3 >> a/y; rm f");
            chain =
                    layers.grow(
                            chain,
                            "cd build; rm -r a; mkdir -p a/q; echo z > b/z; ln -s $'\\xfe' b/s");
            assertThat(Listing.of(chain.view())).isEqualTo(Listing.sorted(layers.list(chain)));
        }
    }
}
