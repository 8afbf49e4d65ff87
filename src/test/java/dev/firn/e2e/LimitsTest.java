package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A build that is held to a limit ends at it, says which one it was, and learns nothing from that.
class LimitsTest {

    @TempDir Path place;
    private ThisMachine machine;

    @BeforeEach
    void enter() throws IOException {
        machine = new ThisMachine(place);
    }

    /// A package whose buildPhase is this.
    private Report build(String buildPhase, String... more) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "--arg",
                                "edit",
                                "{ buildPhase = ''"
                                        + buildPhase
                                        + "''; installPhase = \"echo done > $out\"; }"));
        words.addAll(Arrays.asList(more));
        return machine.build("failing", words.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    echo begun; sleep 1000           | --timeout 1          | timed out after 1 second
                    echo begun; sleep 1000 & wait    | --max-silent-time 1  | timed out after 1 second of silence
                    echo begun; yes                  | --max-log-size 10K   | killed after writing more than 10240 bytes of log output
                    echo begun; sh -c "kill -15 \\$\\$" |                   | exit code 143
                    echo begun; (kill -9 $BASHPID)   |                      | killed by signal 9
                    echo begun; echo > /dev/full     |                      | a disk was full
                    echo begun; MUCH                 | --memory 100M        | a process was killed for lack of memory
                    echo begun; MUCH OR true         | --memory 100M        | a process was killed for lack of memory
                    """)
    void whatStrikesIsToldAndNotRemembered(String phase, String limit, String how)
            throws IOException {
        String[] words = limit == null ? new String[0] : limit.split(" ");
        String much = "head -c 1G /dev/zero | tail -c 1G > /dev/null";
        String text = phase.replace("MUCH", much).replace("OR", "||");

        Report first = build(text, words);

        assertThat(first.ran().status()).as(first.ran().stderr()).isEqualTo(1);
        assertThat(first.ran().stderr()).contains("failed: buildPhase of failing, ", how);
        assertThat(first.detail("buildPhase")).startsWith(how);
        if (limit != null) {
            assertThat(first.ran().stderr()).contains("note: ", words[0]);
        }
        assertThat(machine.firn("log", "buildPhase").orFail()).contains("begun");
        assertThat(machine.run(machine.program("run", "buildPhase@failed", "--", "pwd")).orFail())
                .contains("/build");
        Traces.assertNone(machine.cache());

        Report second = build(text, words);

        assertThat(second.ran().status()).isEqualTo(1);
        assertThat(second.firstThatRan()).isEqualTo("buildPhase");
        assertThat(second.reason("buildPhase")).doesNotContain("failed");
        assertThat(second.ran().stderr()).doesNotContain("once more");
    }

    @Test
    void ordinaryFailureIsRemembered() {
        build("exit 3");

        assertThat(build("exit 3").reason("buildPhase")).contains("failed");
    }

    @Test
    void limitIsInNoKey() {
        build("echo made > made").orFail();

        assertThat(
                        build("echo made > made", "--timeout", "100", "--memory", "1G")
                                .orFail()
                                .firstThatRan())
                .isEqualTo("none");
    }

    @Test
    void logNeverGrowsPastItsLimit() throws IOException {
        build("head -c 100000 /dev/zero | tr '\\\\0' x", "--max-log-size", "5000");

        try (Stream<Path> logs = Files.walk(machine.cache().resolve("layers"))) {
            assertThat(logs.filter(file -> file.endsWith("log")).mapToLong(LimitsTest::size).sum())
                    .isEqualTo(5000);
        }
    }

    @Test
    void whatNixIsConfiguredWithCountsUnlessTheCommandLineSaysOtherwise() {
        assertThat(build("sleep 1000", "--option", "max-silent-time", "1").detail("buildPhase"))
                .isEqualTo("timed out after 1 second of silence");
        assertThat(
                        build(
                                        "head -c 3000 /dev/zero | tr '\\\\0' x",
                                        "--option",
                                        "max-log-size",
                                        "1000",
                                        "--max-log-size",
                                        "0")
                                .orFail()
                                .firstThatRan())
                .isNotEqualTo("none");
    }

    @Test
    void setupIsHeldToTheLimitsToo() {
        Report report =
                machine.build(
                        "failing",
                        "--arg",
                        "edit",
                        "{ preHook = \"sleep 1000\"; }",
                        "--timeout",
                        "1");

        assertThat(report.ran().status()).as(report.ran().stderr()).isEqualTo(1);
        assertThat(report.ran().stderr()).contains("timed out after 1 second");
    }

    @Test
    void processesAreCounted() {
        String many = "for i in $(echo {1..50}); do sleep 1000 & done";

        Report report =
                build(
                        "sh -c \"trap 'kill 0' EXIT; " + many + "; echo all\"",
                        "--max-processes",
                        "20");

        assertThat(report.ran().status()).as(report.ran().stderr()).isEqualTo(1);
        assertThat(report.detail("buildPhase")).isEqualTo("it could not start another process");
        assertThat(machine.firn("log", "buildPhase").orFail()).doesNotContain("all");
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
