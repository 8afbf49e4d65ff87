package dev.firn.e2e;

import static dev.firn.e2e.Rarity.RANDOM;
import static dev.firn.e2e.Rarity.STEADY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testkit.Ran;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which build is verified, and what is kept of it.
class VerifyRecordTest {

    @TempDir Path place;
    private Rarity rarity;

    @BeforeEach
    void enter() throws IOException {
        rarity = Rarity.in(place);
    }

    @Test
    void markOfAForcedBuildIsClearedWhenNothingWasLost() {
        rarity.build(STEADY);
        Report forced =
                rarity.build(
                        "buildPhase = \"echo $nonce > halves; echo $out > self\";",
                        "--from",
                        "installPhase");
        assertThat(forced.steps()).containsEntry("buildPhase", "cached");
        assertThat(rarity.header()).endsWith("  forced, not verified");

        Ran ran = rarity.verify();

        assertThat(ran.orFail()).isEqualTo("identical to a clean build of Nix");
        assertThat(ran.stderr()).endsWith("the mark is cleared\n");
        assertThat(rarity.header()).endsWith("  forced, verified");
    }

    @Test
    void markOfAForcedBuildStaysWhenSomethingWasLost() {
        rarity.build(STEADY);
        rarity.build(
                "buildPhase = \"echo other > self; echo $nonce > halves\";",
                "--from",
                "installPhase");

        Ran ran = rarity.verify();

        assertThat(ran.status()).as(ran.stderr()).isEqualTo(1);
        assertThat(ran.stdout()).contains("out/self: differs");
        assertThat(rarity.header()).endsWith("  forced, verified to differ");
        assertThat(rarity.machine().firn("ls").orFail()).containsPattern("buildPhase .* forced");
    }

    @Test
    void resultIsFoundByWhatItWasBuiltFrom() {
        rarity.build(RANDOM);
        rarity.build(STEADY);
        Ran ran = rarity.verifyNamed(RANDOM);

        assertThat(ran.status()).as(ran.stderr()).isEqualTo(1);
        assertThat(ran.stdout()).startsWith("out/random: differs");
        assertThat(rarity.header()).doesNotContain("verified");
    }

    @Test
    void derivationThatWasNeverBuiltHasNoResult() {
        rarity.build(STEADY);

        Ran ran = rarity.verifyNamed(RANDOM);

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.stderr())
                .contains(
                        "firn has no result of self-reference", "try: build it first: firn build");
    }

    @Test
    void resultThatWasCollectedHasToBeBuiltAgain() {
        Report report = rarity.build(STEADY);
        rarity.machine().run("nix-store", "--delete", report.out()).orFail();

        Ran ran = rarity.verify();

        assertThat(ran.status()).as(ran.stderr()).isEqualTo(5);
        assertThat(ran.stderr())
                .contains(
                        report.out() + " has been collected", "try: build it again: firn build /");
    }
}
