package dev.firn.e2e;

import static dev.firn.e2e.Rarity.RANDOM;
import static dev.firn.e2e.Rarity.STEADY;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.firn.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What firn made compared with what Nix makes.
class VerifyTest {

    @TempDir Path place;
    private Rarity rarity;

    @BeforeEach
    void enter() throws IOException {
        rarity = Rarity.in(place);
    }

    @Test
    void sameResultIsIdenticalAndNixChecksItselfTheSecondTime() {
        rarity.build(STEADY);

        Ran first = rarity.verify();
        Ran second = rarity.verify("--json");

        assertThat(first.orFail()).isEqualTo("identical to a clean build of Nix");
        assertThat(first.stderr()).startsWith("building self-reference with Nix\n");
        assertThat(second.orFail())
                .contains("\"verdict\":\"identical\",\"reproducible\":true,\"forced\":false")
                .endsWith("\"differences\":[]}");
        assertThat(second.stderr()).startsWith("building self-reference with Nix once more\n");
        assertThat(rarity.machine().firn("ls").orFail().lines().findFirst().orElseThrow())
                .endsWith("  verified");
    }

    @Test
    void pathThatWasCutToPiecesIsNamed() {
        rarity.build("");

        assertThat(rarity.verify().orFail())
                .isEqualTo(
                        """
                        out/halves: own path in pieces
                        identical to a clean build of Nix but for own path in pieces in 1 file""");
    }

    @Test
    void resultThatNixCannotRepeatEitherIsDifferentAndSaysSo() {
        rarity.build(RANDOM);

        Ran first = rarity.verify();
        Ran second = rarity.verify("--json");

        assertThat(first.status()).as(first.stderr()).isEqualTo(1);
        assertThat(first.stdout())
                .matches(
                        """
                        out/random: differs at byte \\d+
                        different from a clean build of Nix: 1 file
                        """);
        assertThat(second.status()).as(second.stderr()).isEqualTo(1);
        assertThat(second.stdout()).contains("\"reproducible\":false");
        assertThat(second.stderr())
                .contains("these two builds differ as well")
                .doesNotContain("may not be deterministic");
    }

    @Test
    void pathInACompressedPageMakesNoOtherDifference() {
        rarity.build(
                "installPhase = \"mkdir $out; (seq 999; echo $out; seq 99) | gzip -n > $out/x.gz\";");

        Ran ran = rarity.verify("--json");

        JsonObject report = JsonParser.parseString(ran.orFail()).getAsJsonObject();
        assertThat(report.get("verdict").getAsString()).isIn("identical", "same_but");
        for (JsonElement each : report.getAsJsonArray("differences")) {
            assertThat(each)
                    .hasToString(
                            "{\"output\":\"out\",\"path\":\"x.gz\",\"kind\":\"content\","
                                    + "\"causes\":[\"packed_path\"]}");
        }
    }

    @Test
    void failureOfNixIsShownAndLeavesTheRecordAlone() {
        rarity.build(STEADY);

        Ran ran = rarity.verify("--option", "sandbox-paths", "");

        assertThat(ran.status()).as(ran.stdout() + ran.stderr()).isEqualTo(1);
        assertThat(ran.stderr())
                .contains("firn: Nix cannot build self-reference\n  error: ")
                .contains("  try: nix-store --read-log /nix/store/");
        assertThat(rarity.header()).doesNotContain("verified");
    }

    @Test
    void interruptEndsTheBuildOfNix() throws Exception {
        rarity.build(
                "buildPhase = \"echo > self; echo > halves; if [ -e /slow ]; then sleep 5417; fi\";");
        Path slow = Files.createDirectory(place.resolve("slow"));
        String paths = "/bin /usr /lib /lib64? /etc/alternatives? /slow=" + slow;
        Path err = place.resolve("err");
        Process process =
                rarity.machine()
                        .start(
                                rarity.machine()
                                        .program("verify", "--option", "sandbox-paths", paths),
                                err);
        while (!sleeps()) {
            assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }

        rarity.machine().run("kill", "-INT", String.valueOf(process.pid())).orFail();

        assertThat(process.waitFor()).isEqualTo(130);
        assertThat(Files.readString(err)).endsWith("firn: interrupted\n");
        assertThat(sleeps()).isFalse();
    }

    private static boolean sleeps() {
        return ProcessHandle.allProcesses()
                .anyMatch(each -> each.info().commandLine().orElse("").endsWith("sleep 5417"));
    }
}
