package dev.firn.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.build.visit.Leaving;
import dev.firn.build.visit.Visitor;
import dev.firn.cache.BuildRecord;
import dev.firn.cache.StepOutcome;
import dev.firn.cache.StepRecord;
import dev.firn.cli.Firn;
import dev.firn.cli.console.OutputLost;
import dev.firn.cli.request.DoctorRequest;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.enter.Brought;
import dev.firn.cli.request.enter.RunRequest;
import dev.firn.cli.request.enter.ShellRequest;
import dev.firn.cli.request.look.BuildsRequest;
import dev.firn.cli.request.look.FollowRequest;
import dev.firn.cli.request.look.ListRequest;
import dev.firn.cli.request.look.LogRequest;
import dev.firn.digest.Digest;
import dev.firn.doctor.Finding;
import dev.firn.doctor.Finding.Verdict;
import dev.firn.key.KeyParts;
import dev.firn.store.LayerId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
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
                .containsExactly(
                        new RunRequest(
                                USUAL,
                                Optional.empty(),
                                Optional.of("result"),
                                new Brought(List.of(), false),
                                List.of("hello", "-g", "--json")));
    }

    @Test
    void statusOfTheCommandIsPassedOn() {
        Firn firn =
                new Firn() {
                    @Override
                    public int run(RunRequest request, Visitor visitor) {
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
    @ValueSource(strings = {"run", "run result", "run result --", "run buildPhase"})
    void runWithoutAStateOrACommandIsWrong(String typed) {
        Firn firn = new Firn();

        assertThat(firn.run(typed.split(" "))).isEqualTo(2);
        assertThat(firn.err())
                .endsWith("  try: firn run STEP -- COMMAND, or firn run result -- ...\n");
    }

    @Test
    void shellIsAskedForAsItWasTyped() {
        Firn firn = new Firn();

        firn.run("shell");
        firn.run(
                "shell build --before --build hello --with a --with b --network --keep".split(" "));

        assertThat(firn.requests)
                .containsExactly(
                        new ShellRequest(
                                USUAL,
                                Optional.empty(),
                                Optional.empty(),
                                new Brought(List.of(), false),
                                Optional.empty()),
                        new ShellRequest(
                                USUAL,
                                Optional.of("hello"),
                                Optional.of("build@before"),
                                new Brought(List.of("a", "b"), true),
                                Optional.of(Leaving.KEEP)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    shell --before                  | --before needs a step
                    shell x@after --before          | --before and x@after both name a side
                    shell x --before --after        | --before and --after contradict each other
                    shell x --keep --drop           | changes can come to one end only
                    shell x y                       | one step at a time
                    """)
    void contradictionsAboutAShellAreRefused(String typed, String said) {
        Firn firn = new Firn();

        assertThat(firn.run(typed.split(" +"))).isEqualTo(2);
        assertThat(firn.err()).startsWith("firn: " + said + "\n");
        assertThat(firn.requests).isEmpty();
    }

    @Test
    void rawLogIsExact() {
        byte[] log = {0x1b, '[', '3', '1', 'm', (byte) 0xff, '\r', '\n', 0, 'x'};
        Firn firn = logging(log);
        firn.run("log", "buildPhase", "--raw");

        assertThat(firn.out()).isEqualTo(new String(log, StandardCharsets.UTF_8));
    }

    @Test
    void logIsSafeAndHasItsColoursOnATerminal() {
        Firn firn = logging(bytes("\u001b[1;31mred\u001b[m\u001b]0;title\u0007 x\u001b[2J\nend\0"));
        firn.outIsTerminal = true;
        firn.run("log");

        assertThat(firn.out()).isEqualTo("\u001b[1;31mred\u001b[m x\u001b[0m\nend^@\n");
    }

    @Test
    void logForAProgramHasNoColours() {
        Firn firn = logging(bytes("\u001b[1;31mred\u001b[m\u001b]0;title\u0007 x\nend\0"));
        firn.run("log", "--build", "hello");

        assertThat(firn.out()).isEqualTo("red x\nend^@\n");
    }

    @Test
    void lineThatIsWrittenAnewHasNoOldColours() {
        Firn firn = logging(bytes("\u001b[31m10 %\r\u001b[32m100 %\n"));
        firn.run("log", "--color", "always");

        assertThat(firn.out()).isEqualTo("\u001b[32m100 %\u001b[0m\n");
    }

    @Test
    void buildThatHasEndedIsNotFollowed() {
        Firn firn = new Firn();

        assertThat(firn.run("log", "-f", "--build", "hello")).isEqualTo(2);
        assertThat(firn.requests).isEmpty();
        assertThat(firn.run("log", "-f", "build")).isZero();
        assertThat(firn.requests).containsExactly(new FollowRequest(USUAL, Optional.of("build")));
    }

    @Test
    void buildsAreListed() {
        Firn firn = listing(true, Optional.empty());

        assertThat(firn.run("builds")).isZero();
        assertThat(firn.run("builds", "hello", "-n", "3", "--json")).isZero();
        assertThat(firn.out())
                .isEqualTo(
                        """
                        20261124-100000.000-ab12  hello-2.12        4.3 s  1 ran, 1 cached      \
                        failed in buildPhase  forced, not verified
                        {"builds":[{"id":"20261124-100000.000-ab12","derivation":"hello-2.12",\
                        "drvPath":"/nix/store/x-hello.drv","started":"2026-11-24T10:00:00Z",\
                        "seconds":4.3,"ended":"failed","forced":true,"verified":null,\
                        "results":{},"ran":1,"cached":1}]}
                        """);
        assertThat(firn.requests)
                .containsExactly(
                        new BuildsRequest(USUAL, Optional.empty(), 20),
                        new BuildsRequest(USUAL, Optional.of("hello"), 3));
        assertThat(firn.run("builds", "-n", "no")).isEqualTo(2);
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
                        OutputLost.noticed(closed).write(1);
                    }
                };

        assertThat(firn.run("log")).isEqualTo(141);
        assertThat(firn.err()).isEmpty();
    }

    @Test
    void outputThatCannotBeWrittenIsSaid() {
        Firn firn =
                new Firn() {
                    @Override
                    public void log(LogRequest request, OutputStream log) throws IOException {
                        OutputStream full =
                                new OutputStream() {
                                    @Override
                                    public void write(int value) throws IOException {
                                        throw new IOException("No space left on device");
                                    }
                                };
                        OutputLost.noticed(full).write(1);
                    }
                };

        assertThat(firn.run("log")).isEqualTo(3);
        assertThat(firn.err()).contains("what firn prints cannot be written").doesNotContain("df");
    }

    @Test
    void stepsAreListedInColumns() {
        Firn firn = listing();

        assertThat(firn.run("ls")).isZero();
        assertThat(firn.out())
                .isEqualTo(
                        """
                        hello-2.12  2026-11-24T10:00:00Z  20261124-100000.000-ab12
                        = unpackPhase  cached         1.5 s   4.5 MB  ab12ab12  00000000 \s
                        - checkPhase   skipped                        doCheck is off
                        ✘ buildPhase   failed         20 ms      0 B  cd34cd34            exit code 2
                        """);
    }

    @Test
    void stepsAreListedAsJson() {
        Firn firn = listing();
        firn.run("ls", "--json");

        assertThat(firn.out())
                .startsWith(
                        """
                        {"id":"20261124-100000.000-ab12","derivation":"hello-2.12",\
                        "drvPath":"/nix/store/x-hello.drv","started":"2026-11-24T10:00:00Z",\
                        "seconds":4.3,"ended":"failed","forced":false,"verified":null,\
                        "results":{},"steps":[\
                        {"name":"unpackPhase","outcome":"cached","detail":"","seconds":1.5,\
                        "bytes":4500000,"layer":"ab12ab12ab12ab12","key":"0000000000""");
    }

    @Test
    void idsGiveWayOnANarrowTerminal() {
        Firn firn = listing();
        firn.outIsTerminal = true;
        firn.run("ls", "--color", "never");

        assertThat(firn.out()).contains("failed         20 ms      0 B  exit code 2\n");
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

        assertThat(firn.out())
                .startsWith(
                        "hello-2.12  2026-11-24T10:00:00Z  20261124-100000.000-ab12  "
                                + said
                                + "\n");
    }

    @Test
    void forcedStepsAreMarked() {
        Firn firn = listing(true, Optional.of(BuildRecord.Verdict.DIFFERENT));
        firn.run("ls");
        firn.run("ls", "--json");

        assertThat(firn.out())
                .contains("  00000000  forced\n", "  forced; exit code 2\n")
                .contains("\"forced\":true,\"verified\":\"different\"")
                .contains("00\",\"forced\":true}");
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
            public BuildRecord list(ListRequest request) {
                requests.add(request);
                return record(forced, verified);
            }

            @Override
            public List<BuildRecord> builds(BuildsRequest request) {
                requests.add(request);
                return List.of(record(forced, verified));
            }
        };
    }

    private static BuildRecord record(boolean forced, Optional<BuildRecord.Verdict> verified) {
        return new BuildRecord(
                "20261124-100000.000-ab12",
                Instant.parse("2026-11-24T10:00:00Z"),
                Duration.ofMillis(4300),
                "hello-2.12",
                "/nix/store/x-hello.drv",
                List.of(
                        step(
                                "unpackPhase",
                                StepOutcome.CACHED,
                                "ab12ab12ab12ab12",
                                Optional.of(Digest.parse("0".repeat(64))),
                                1500,
                                4_500_000,
                                List.of(),
                                forced),
                        step(
                                "checkPhase",
                                StepOutcome.SKIPPED,
                                "",
                                Optional.empty(),
                                0,
                                0,
                                List.of("doCheck is off"),
                                false),
                        step(
                                "buildPhase",
                                StepOutcome.FAILED,
                                "cd34cd34cd34cd34",
                                Optional.empty(),
                                20,
                                0,
                                List.of("exit code 2"),
                                forced)),
                new TreeMap<>(),
                new TreeMap<>(),
                forced,
                List.of(),
                verified,
                Optional.empty(),
                KeyParts.of(List.of()));
    }

    private static StepRecord step(
            String name,
            StepOutcome outcome,
            String layer,
            Optional<Digest> key,
            long millis,
            long bytes,
            List<String> reasons,
            boolean forced) {
        return new StepRecord(
                name,
                outcome,
                layer.isEmpty() ? Optional.empty() : Optional.of(new LayerId(layer)),
                key,
                Duration.ofMillis(millis),
                bytes,
                Optional.empty(),
                reasons,
                forced,
                Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
