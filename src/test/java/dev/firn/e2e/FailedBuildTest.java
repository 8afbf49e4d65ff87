package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Nix does not build, firn does not build either; what was done until then is kept.
class FailedBuildTest {

    @TempDir Path place;
    private ThisMachine machine;

    @BeforeEach
    void enter() throws IOException {
        machine = new ThisMachine(place);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    failing        | installPhase | exit code 1         | about to fail
                    failureHook    | buildPhase   | exit code 7         | the hook saw 7
                    killed         | buildPhase   | killed by signal 9  | Killed
                    unknownCommand | buildPhase   | exit code 127       | no-such-command
                    syntaxError    | buildPhase   | exit code 2         | syntax error
                    noSource       | unpackPhase  | exit code 1         | needs src or srcs
                    """)
    void failedStepKeepsItsLayerAndItsLog(String attribute, String step, String how, String said)
            throws IOException {
        Report first = machine.build(attribute);

        assertThat(first.ran().status()).isEqualTo(1);
        assertThat(first.steps()).containsEntry(step, "failed");
        assertThat(first.results()).isEmpty();
        assertThat(first.ran().stderr()).contains("failed: " + step, how);
        assertThat(machine.firn("log", step).orFail()).contains(said);
        String listing = machine.firn("ls", "--json").orFail();
        assertThat(listing).containsPattern(step + "\",\"outcome\":\"failed\".*\"layer\":\"\\w");

        Report second = machine.build(attribute);

        assertThat(second.ran().status()).isEqualTo(1);
        assertThat(second.firstThatRan()).isEqualTo(step);
        Traces.assertNone(machine.cache());
    }

    /// There `return` leaves the function that runs all phases, so none comes after it.
    @Test
    void returnInAPhaseEndsTheBuildInTheOldEnvironment() throws IOException {
        Report build = machine.build("returnInPhase", "--arg", "old", "true");

        assertThat(build.ran().status()).isEqualTo(1);
        assertThat(build.ran().stderr())
                .contains("this build is one step", "failed to produce output path");
    }

    @Test
    void failedLayerHoldsWhatTheStepHadDone() throws IOException {
        machine.build("failing");

        try (Stream<Path> files = Files.walk(machine.cache().resolve("layers"))) {
            assertThat(files.filter(file -> file.endsWith("half")).map(FailedBuildTest::text))
                    .containsExactly("half\n");
        }
    }

    @Test
    void mendedPackageGoesOnFromTheLastGoodLayer() throws IOException {
        machine.build("failing");
        String[] mended = {
            "--arg", "edit", "{ installPhase = \"cp built $out; echo $kept >> $out\"; }"
        };

        Report report = machine.build("failing", mended).orFail();

        assertThat(report.firstThatRan()).isEqualTo("installPhase");
        Sameness.check(report.results(), machine.nixBuild("failing", mended), machine);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    missingOutput  | failed to produce output path for output 'dev'
                    cycle          | cycle detected
                    disallowed     | is not allowed to refer to
                    wrongHash      | hash mismatch
                    specialFile    | -special-file/pipe is no regular file
                    writableOutput | suspicious ownership or permission
                    """)
    void resultThatNixRefusesIsRefused(String attribute, String said) throws IOException {
        for (boolean again : new boolean[] {false, true}) {
            Ran ran =
                    machine.firn(
                            "build", "--no-link", "-f", ThisMachine.PACKAGES + "", "-A", attribute);

            assertThat(ran.status()).as(ran.stderr()).isEqualTo(1);
            assertThat(ran.stdout()).isEmpty();
            assertThat(ran.stderr()).contains(said);
            assertThat(ran.stderr().contains("Phase: running")).isEqualTo(!again);
        }
        Traces.assertNone(machine.cache());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
