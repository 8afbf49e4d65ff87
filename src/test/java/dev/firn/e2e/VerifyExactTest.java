package dev.firn.e2e;

import static dev.firn.e2e.Rarity.RANDOM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testkit.Ran;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Results that lie at Nix's own paths, where there is only one of them.
class VerifyExactTest {

    @TempDir Path place;
    private Rarity rarity;

    @BeforeEach
    void enter() throws IOException {
        rarity = Rarity.in(place);
    }

    @Test
    void exactResultIsComparedByNixItself() {
        rarity.build("", "--exact");

        Ran ran = rarity.verify();

        assertThat(ran.orFail()).isEqualTo("identical to a clean build of Nix");
        assertThat(ran.stderr()).contains("once more");
    }

    @Test
    void exactResultThatNixDoesNotRepeatIsDifferent() {
        rarity.build(RANDOM, "--exact");

        Ran ran = rarity.verify();

        assertThat(ran.status()).as(ran.stderr()).isEqualTo(1);
        assertThat(ran.stdout())
                .startsWith("out: Nix has built something else for the same path")
                .endsWith("different from a clean build of Nix: 1 file\n");
    }

    /// What Nix built before stays in the store, and must not be taken for firn's.
    @Test
    void exactResultThatIsNotInTheStoreIsComparedAsItWasBuilt() {
        rarity.machine().nixBuild("selfReference", "--arg", "edit", rarity.edit(RANDOM));
        rarity.build(RANDOM, "--exact");

        Ran ran = rarity.verify();

        assertThat(ran.status()).as(ran.stderr()).isEqualTo(1);
        assertThat(ran.stdout()).startsWith("out/random: differs at byte ");
    }

    @Test
    void hashThatWasKnownBeforehandIsVerifiedToo() {
        rarity.machine().build("fixedFile").orFail();

        assertThat(rarity.verify().orFail()).isEqualTo("identical to a clean build of Nix");
    }
}
