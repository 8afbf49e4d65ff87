package dev.firn.nix.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorePathTest {

    private static final String HASH = "722gr2jnw11say05hlapbxh11vygnm4z";

    @Test
    void parsedPathHasHashAndNameAndPrintsAsItWas() {
        StorePath path = StorePath.parse("/nix/store/" + HASH + "-dep-1.0");
        assertThat(path).isEqualTo(new StorePath(HASH, "dep-1.0"));
        assertThat(path.basename()).isEqualTo(HASH + "-dep-1.0");
        assertThat(path).hasToString("/nix/store/" + HASH + "-dep-1.0");
    }

    @Test
    void fileInsideBelongsToItsStorePath() {
        StorePath path = new StorePath(HASH, "dep-1.0");
        assertThat(StorePath.containing(path + "/bin/x")).isEqualTo(path);
        assertThat(StorePath.containing(path.toString())).isEqualTo(path);
    }

    @Test
    void pathsAreSortedByTheirText() {
        StorePath early = new StorePath(HASH, "a");
        assertThat(early).isLessThan(new StorePath(HASH, "b"));
        assertThat(early).isLessThan(new StorePath(HASH.replace('7', '8'), "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/nix/store",
                "/nix/store/",
                "/nix/store/722gr2jnw11say05hlapbxh11vygnm4z",
                "/nix/store/722gr2jnw11say05hlapbxh11vygnm4z-",
                "/nix/store/722gr2jnw11say05hlapbxh11vygnm4z-a/b",
                "/nix/store/722gr2jnw11say05hlapbxh11vygnm4z-a b",
                "/nix/store/722gr2jnw11say05hlapbxh11vygnm4z-a\u00e9",
                "/nix/store/722gr2jnw11say05hlapbxh11vygnm4z-..",
                "/nix/store/722gr2jnw11say05hlapbxh11vygnm4z-.-a",
                "/nix/store/722gr2jnw11say05hlapbxh11vygnm4e-a",
                "/nix/store/../etc/passwd-00000000000000000000000-a",
                "/gnu/store/722gr2jnw11say05hlapbxh11vygnm4z-a",
            })
    void whatNixWouldRefuseIsRefused(String text) {
        assertThatThrownBy(() -> StorePath.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nameMayHaveAtMost211Characters() {
        assertThat(new StorePath(HASH, "x".repeat(211)).name()).hasSize(211);
        assertThatThrownBy(() -> new StorePath(HASH, "x".repeat(212)))
                .hasMessageContaining("longer than 211");
    }
}
