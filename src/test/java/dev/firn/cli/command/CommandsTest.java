package dev.firn.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.build.BuildEvent.Outcome;
import dev.firn.cache.BuildRecord;
import dev.firn.cli.Firn;
import dev.firn.cli.console.ReaderGone;
import dev.firn.cli.request.BuildListing;
import dev.firn.cli.request.BuildListing.Step;
import dev.firn.cli.request.DoctorRequest;
import dev.firn.cli.request.ListRequest;
import dev.firn.cli.request.LogRequest;
import dev.firn.cli.request.RunRequest;
import dev.firn.cli.request.Settings;
import dev.firn.doctor.Finding;
import dev.firn.doctor.Finding.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands beside `build`.
class CommandsTest {

    private static final Settings USUAL = new Settings(Optional.empty(), false);

    @ParameterizedTest
    @ValueSource(strings = {"run result -- hello -g --json", "run result hello -g --json"})
    void commandOfRunKeepsItsOwnOptions(String typed) {
        Firn firn = new Firn();

        assertThat(firn.run(typed.split(" "))).isZero();
        assertThat(firn.requests)
                .containsExactly(new RunRequest(USUAL, List.of("hello", "-g", "--json")));
    }

    @Test
    void statusOfTheCommandIsPassedOn() {
        Firn firn =
                new Firn() {
                    @Override
                    public int run(RunRequest request) {
                        return 42;
                    }
                };

        assertThat(firn.run("run", "result", "--", "false")).isEqualTo(42);
    }

    @Test
    void anOptionAfterTheResultIsNoCommand() {
        Firn firn = new Firn();

        assertThat(firn.run("run", "result", "--cache", "dir", "--", "true")).isEqualTo(2);
        assertThat(firn.requests).isEmpty();
        assertThat(firn.err())
                .isEqualTo(
                        """
                        firn: a command cannot begin with --cache
                          what comes after 'result' is the command
                          try: firn run [OPTION...] result -- COMMAND
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "run result", "run result --", "run buildPhase -- ls"})
    void runWithoutAResultOrACommandIsWrong(String typed) {
        Firn firn = new Firn();

        assertThat(firn.run(typed.split(" "))).isEqualTo(2);
        assertThat(firn.err()).endsWith("  try: firn run result -- COMMAND\n");
    }

    @Test
    void logForAProgramIsExact() {
        byte[] log = {0x1b, '[', '3', '1', 'm', (byte) 0xff, '\r', '\n', 0, 'x'};
        Firn firn = logging(log);
        firn.run("log", "buildPhase");

        assertThat(firn.out()).isEqualTo(new String(log, StandardCharsets.UTF_8));
    }

    @Test
    void logForATerminalIsSafe() {
        Firn firn =
                logging(
                        "\u001b[31mred\u001b]0;title\u0007\nend\0"
                                .getBytes(StandardCharsets.UTF_8));
        firn.outIsTerminal = true;
        firn.run("log");

        assertThat(firn.out()).isEqualTo("red\nend^@\n");
    }

    @Test
    void readerThatEndsEarlyIsNoFailure() {
        Firn firn =
                new Firn() {
                    @Override
                    public void log(LogRequest request, OutputStream log) throws IOException {
                        OutputStream closed =
                                new OutputStream() {
                                    @Override
                                    public void write(int value) throws IOException {
                                        throw new IOException("Broken pipe");
                                    }
                                };
                        ReaderGone.noticed(closed).write(1);
                    }
                };

        assertThat(firn.run("log")).isEqualTo(141);
        assertThat(firn.err()).isEmpty();
    }

    @Test
    void stepsAreListedInColumns() {
        Firn firn = listing();

        assertThat(firn.run("ls")).isZero();
        assertThat(firn.out())
                .isEqualTo(
                        """
                        hello-2.12  2026-11-24T10:00:00Z
                        = unpackPhase  cached         1.5 s   4.5 MB
                        - checkPhase   skipped                        doCheck is off
                        ✘ buildPhase   failed         20 ms      0 B  exit code 2
                        """);
    }

    @Test
    void stepsAreListedAsJson() {
        Firn firn = listing();
        firn.run("ls", "--json");

        assertThat(firn.out())
                .startsWith(
                        """
                        {"derivation":"hello-2.12","started":"2026-11-24T10:00:00Z",\
                        "forced":false,"verified":null,"steps":[\
                        {"name":"unpackPhase","outcome":"cached","detail":"","seconds":1.5,\
                        "bytes":4500000,"layer":"ab12","forced":false},""");
    }

    @ParameterizedTest
    @CsvSource({
        "true,           , 'forced, not verified'",
        "true,  IDENTICAL, 'forced, verified'",
        "true,  SAME_BUT,  'forced, verified'",
        "true,  DIFFERENT, 'forced, verified to differ'",
        "false, IDENTICAL, 'verified'",
        "false, DIFFERENT, 'verified to differ'"
    })
    void listingSaysWhatABuildStandsOn(
            boolean forced, BuildRecord.@Nullable Verdict verified, String said) {
        Firn firn = listing(forced, Optional.ofNullable(verified));
        firn.run("ls");

        assertThat(firn.out()).startsWith("hello-2.12  2026-11-24T10:00:00Z  " + said + "\n");
    }

    @Test
    void forcedStepsAreMarked() {
        Firn firn = listing(true, Optional.of(BuildRecord.Verdict.DIFFERENT));
        firn.run("ls");
        firn.run("ls", "--json");

        assertThat(firn.out())
                .contains("cached         1.5 s   4.5 MB  forced\n", "  forced; exit code 2\n")
                .contains("\"forced\":true,\"verified\":\"different\"")
                .contains("\"layer\":\"ab12\",\"forced\":true}");
    }

    @Test
    void lackMakesTheDoctorFail() {
        Firn firn =
                examined(
                        new Finding("daemon", Verdict.FINE, "Nix 2.8", ""),
                        new Finding("disk", Verdict.WARNING, "3 GB free", "firn gc"),
                        new Finding("bubblewrap", Verdict.LACKING, "not found", "apt\ndnf"));

        assertThat(firn.run("doctor")).isEqualTo(3);
        assertThat(firn.out())
                .isEqualTo(
                        """
                        ok    daemon                    Nix 2.8
                        warn  disk                      3 GB free
                                firn gc
                        lacks bubblewrap                not found
                                apt
                                dnf
                        firn cannot build on this machine yet
                        """);
    }

    @Test
    void warningDoesNotMakeTheDoctorFail() {
        Firn firn = examined(new Finding("disk", Verdict.WARNING, "3 GB free", "firn gc"));

        assertThat(firn.run("doctor", "--json")).isZero();
        assertThat(firn.out())
                .isEqualTo(
                        """
                        {"usable":true,"findings":[{"probe":"disk","verdict":"warning",\
                        "detail":"3 GB free","fix":"firn gc"}]}
                        """);
    }

    private static Firn logging(byte[] bytes) {
        return new Firn() {
            @Override
            public void log(LogRequest request, OutputStream log) throws IOException {
                log.write(bytes);
            }
        };
    }

    private static Firn examined(Finding... found) {
        return new Firn() {
            @Override
            public void doctor(DoctorRequest request, Consumer<Finding> findings) {
                List.of(found).forEach(findings);
            }
        };
    }

    private static Firn listing() {
        return listing(false, Optional.empty());
    }

    private static Firn listing(boolean forced, Optional<BuildRecord.Verdict> verified) {
        return new Firn() {
            @Override
            public BuildListing list(ListRequest request) {
                return new BuildListing(
                        "hello-2.12",
                        Instant.parse("2026-11-24T10:00:00Z"),
                        forced,
                        verified,
                        List.of(
                                new Step(
                                        "unpackPhase",
                                        Outcome.CACHED,
                                        "",
                                        Duration.ofMillis(1500),
                                        4_500_000,
                                        "ab12",
                                        forced),
                                new Step(
                                        "checkPhase",
                                        Outcome.SKIPPED,
                                        "doCheck is off",
                                        Duration.ZERO,
                                        0,
                                        "",
                                        false),
                                new Step(
                                        "buildPhase",
                                        Outcome.FAILED,
                                        "exit code 2",
                                        Duration.ofMillis(20),
                                        0,
                                        "cd34",
                                        forced)));
            }
        };
    }
}
