package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cache that is kept in order beside builds.
class UpkeepTest {

    @TempDir Path place;
    private ThisMachine machine;

    @BeforeEach
    void enter() throws IOException {
        machine = new ThisMachine(place);
        Path config = Files.createDirectories(place.resolve("home/.config/firn"));
        Files.writeString(config.resolve("config.toml"), "[gc]\nautomatic = false\n");
    }

    @Test
    void whatWasPrunedIsBuiltAgainAndTheReasonIsTold() {
        machine.build("plain").orFail();
        assertThat(machine.firn("gc").orFail()).isEmpty();
        assertThat(machine.build("plain").orFail().firstThatRan()).isEqualTo("none");

        Ran collected = machine.firn("gc", "--all");
        assertThat(collected.status()).isZero();
        assertThat(collected.stderr()).contains("removed ").contains("the cache has 0 (0 B)");
        Report again = machine.build("plain").orFail();

        assertThat(again.firstThatRan()).isEqualTo("unpackPhase");
        assertThat(machine.firn("explain", "unpackPhase").orFail())
                .contains("its layer was pruned on ")
                .contains("as all of the cache was to go");
    }

    @Test
    void pinnedStatesStayAndAreEnteredAfterwards() {
        machine.build("plain").orFail();
        machine.firn("pin", "buildPhase").orFail();
        machine.firn("gc", "--all").orFail();

        assertThat(machine.firn("pin").orFail()).contains("buildPhase@after");
        assertThat(machine.build("plain").orFail().firstThatRan()).isNotEqualTo("buildPhase");
        assertThat(machine.firn("files", "buildPhase").orFail()).isNotEmpty();
        machine.firn("unpin", "buildPhase").orFail();
        assertThat(machine.firn("pin").orFail()).isEmpty();
        Ran none = machine.firn("unpin", "buildPhase");
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.stderr()).contains("buildPhase is not pinned").contains("firn pin");
    }

    @Test
    void roomIsToldByPackageStepAndBuild() {
        machine.build("plain").orFail();
        machine.build("plain", "--arg", "edit", "{ postInstall = \"echo > $out/x\"; }").orFail();

        assertThat(machine.firn("du").orFail()).containsPattern(" 9  20..-..-..  plain\n");
        assertThat(machine.firn("du", "plain").orFail())
                .containsPattern(" 2  20..-..-..  installPhase\n")
                .containsPattern(" 1  20..-..-..  buildPhase\n");
        assertThat(machine.firn("du", "--builds").orFail().lines()).hasSize(4);
        Ran unknown = machine.firn("du", "nothing");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.stderr()).contains("no layer of a package nothing is in the cache");
    }

    @Test
    void aConfigurationThatMakesNoSenseEndsABuildBeforeItBegins() throws IOException {
        Files.writeString(
                place.resolve("home/.config/firn/config.toml"), "[gc]\nmax = \"a lot\"\n");

        Ran ran = machine.build("plain").ran();

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.stderr()).contains("max is a size").contains("not 'a lot'");
    }
}
