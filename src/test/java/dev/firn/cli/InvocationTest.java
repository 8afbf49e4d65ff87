package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.build.BuildEvent;
import dev.firn.build.visit.Visitor;
import dev.firn.cli.console.FakeScreen;
import dev.firn.cli.request.BuildRequest;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.look.LogRequest;
import dev.firn.problem.Problem;
import dev.firn.problem.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvocationTest {

    private final Firn firn = new Firn();

    @Test
    void versionIsTheOneOfTheBuild() throws IOException {
        assertThat(firn.run("--version")).isZero();
        assertThat(firn.out()).isEqualTo("firn " + Invocation.VERSION + "\n");
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<artifactId>firn</artifactId>\n  <version>" + Invocation.VERSION + "<");
    }

    @Test
    void helpIsAResult() {
        assertThat(firn.run("help")).isZero();
        assertThat(firn.out())
                .isEqualTo(
                        """
                        firn builds Nix packages step by step and reruns only what changed.

                        Usage: firn COMMAND [OPTIONS]

                          build       Build a derivation, running only the steps that changed.
                          plan        Say what a build would run, and why, and run nothing but the setup.
                          explain     Say why a step of a build ran, part by part of its key.
                          shell       Open a shell in the sandbox of a build, at its failure or beside any step.
                          run         Run a command in the state of a step, or on the result where it was built.
                          mount       Show the files of a state as a directory, or list what is mounted.
                          umount      Take away what firn mount has mounted, with all that was written there.
                          verify      Compare the last result with a clean build of Nix, file by file.
                          log         Print the log of a step of a build, or of all its steps.
                          ls          List the steps of the last build.
                          builds      List recorded builds, the newest first.
                          files       List the files of a build as they were at a step, or those that the step changed.
                          cat         Print files as they were at a step.
                          diff        Say what a step changed, or where the files of two steps differ.
                          checkout    Copy the files of a step into a directory, exactly as they were.
                          check       Check every file of the cache, and drop what is damaged.
                          du          Show what takes the room in the cache, the biggest first.
                          gc          Remove what was not used for the longest time, until the cache keeps to its limits.
                          pin         Keep a state in the cache whatever its limits; without a step, list what is kept.
                          unpin       Let go what firn pin has kept.
                          doctor      Try everything firn needs of this machine, and say what to do about a lack.
                          completion  Print what makes a shell complete the words of firn.

                        firn help COMMAND says more about one of them.

                        Exit status: 0 done, 1 a step failed, 2 wrong usage, 3 this machine lacks
                        something, 4 the cache is damaged or cannot be used, 5 evaluation or inputs
                        failed, 70 a bug in firn, 130 interrupted.
                        """);
    }

    @Test
    void helpWithoutACommandIsForPeople() {
        assertThat(firn.run()).isEqualTo(2);
        assertThat(firn.out()).isEmpty();
        assertThat(firn.err()).startsWith("firn builds Nix packages");
    }

    @ParameterizedTest
    @CsvSource({"help ls", "ls --help", "ls -h", "--help ls", "--cache x ls -h"})
    void helpOfACommandIsAskedForInManyWays(String typed) {
        assertThat(firn.run(typed.split(" "))).isZero();
        assertThat(firn.out())
                .isEqualTo(
                        """
                        Usage: firn ls [OPTIONS]

                        List the steps of the last build.

                              --build BUILD  Of which build: the beginning of its id, or its package for the newest.
                              --json         Print one JSON object.
                              --cache DIR    Where layers are kept (~/.cache/firn).
                              --color WHEN   Colours: auto, always or never.
                          -v, --verbose      Say more when something goes wrong.
                          -h, --help         Show this help.
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    biuld            | there is no command biuld\\  did you mean build?\\  try: firn build
                    frobnicate       | there is no command frobnicate\\  try: firn help
                    .#hello          | there is no command .#hello\\  try: firn build .#hello
                    -v               | no command was given\\  try: firn help
                    build --no-cahce | firn build has no option --no-cahce\\  did you mean --no-cache?\\  try: firn build --help
                    build --exat=1   | firn build has no option --exat\\  did you mean --exact?\\  try: firn build --help
                    build --zzzz     | firn build has no option --zzzz\\  try: firn build --help
                    ls everything    | firn ls takes no everything\\  try: firn ls --help
                    build --argstr a | --argstr needs NAME TEXT\\  try: firn build --help
                    ls --cache       | --cache needs DIR\\  try: firn ls --help
                    ls --color=red   | --color is auto, always or never\\  not red\\  try: firn ls --help
                    """)
    void wrongUsageIsExplained(String typed, String explained) {
        assertThat(firn.run(typed.split(" "))).isEqualTo(2);
        assertThat(firn.out()).isEmpty();
        assertThat(firn.err()).isEqualTo("firn: " + explained.replace("\\", "\n") + "\n");
        assertThat(firn.requests).isEmpty();
    }

    @Test
    void generalOptionsMayStandBeforeTheCommand() {
        firn.run("-v", "--cache", "/c", "log", "buildPhase");

        assertThat(firn.requests)
                .containsExactly(
                        new LogRequest(
                                new Settings(Optional.of("/c"), true),
                                Optional.empty(),
                                Optional.of("buildPhase")));
    }

    @ParameterizedTest
    @CsvSource({"USAGE, 2", "HOST, 3", "CACHE, 4", "INPUTS, 5", "RESULT, 1"})
    void problemSaysWhatWhyAndWhatToType(Problem.Kind kind, int status) {
        Firn problematic =
                failing(
                        new Problem(
                                kind, "it went\nwrong", "one reason\n\nanother\u001b[2J", "ls"));

        assertThat(problematic.run("build")).isEqualTo(status);
        assertThat(problematic.out()).isEmpty();
        assertThat(problematic.err())
                .isEqualTo(
                        """
                        firn: it went wrong
                          one reason
                          another^[[2J
                          try: ls
                        """);
    }

    @Test
    void verboseProblemHasItsStackTrace() {
        Firn problematic = failing(new Problem(Problem.Kind.HOST, "what", "", ""));
        problematic.run("build", "-v");

        assertThat(problematic.err()).startsWith("firn: what\ndev.firn.problem.Problem: what\n");
    }

    @Test
    void coloursFollowTheTerminal() {
        Firn problematic = failing(new Problem(Problem.Kind.HOST, "what", "", ""));
        problematic.screen = FakeScreen.terminal(80, 24);
        problematic.run("log", "--color=never", "a", "b");
        problematic.run("log", "a", "b");

        assertThat(problematic.err())
                .startsWith("firn: one step")
                .contains("\u001b[31m\u001b[1mfirn: \u001b[0m\u001b[0mone step");
    }

    @Test
    void bugIsAStackTrace() {
        Firn broken = failing(new IllegalStateException("impossible"));

        assertThat(broken.run("build")).isEqualTo(70);
        assertThat(broken.err())
                .startsWith("firn: this is a bug in firn; please report it")
                .contains("java.lang.IllegalStateException: impossible\n at dev.firn");
    }

    @Test
    void fullDiskIsNoBug() {
        Firn full = failing(new IOException("/c/x: write: No space left on device"));

        assertThat(full.run("build")).isEqualTo(3);
        assertThat(full.err()).startsWith("firn: there is no room left on a disk\n");
    }

    @Test
    void interruptedBuildEndsWith130() {
        assertThat(failing(new InterruptedException()).run("build")).isEqualTo(130);
    }

    @Test
    void whatFailsBecauseOfAnInterruptionIsNoBug() {
        Firn interrupted =
                new Firn() {
                    @Override
                    public void build(
                            BuildRequest request, Visitor visitor, Consumer<BuildEvent> events) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException("closed by interrupt");
                    }
                };

        assertThat(interrupted.run("build")).isEqualTo(130);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted.err()).isEqualTo("firn: interrupted\n");
    }

    private static Firn failing(Exception failure) {
        return new Firn() {
            @Override
            public void build(BuildRequest request, Visitor visitor, Consumer<BuildEvent> events)
                    throws IOException, InterruptedException {
                switch (failure) {
                    case IOException e -> throw e;
                    case InterruptedException e -> throw e;
                    case RuntimeException e -> throw e;
                    default -> throw new AssertionError(failure);
                }
            }
        };
    }

    @Test
    void wordsThatAreFarFromEveryCommandSuggestNothing() {
        assertThat(Suggestion.of("x", List.of("ls", "log"))).isEmpty();
        assertThat(Suggestion.of("doc", List.of("ls", "doctor"))).contains("doctor");
        assertThat(Suggestion.of("lgo", List.of("ls", "log"))).contains("log");
    }

    @Test
    void looksAtTheLastBuildSayThatAnotherOneRuns() {
        firn.aBuildRuns = true;
        firn.run("explain", "buildPhase");
        assertThat(firn.err()).startsWith("note: a build is running, see firn log -f; this is of");
    }

    @Test
    void looksAtANamedBuildDoNot() {
        firn.aBuildRuns = true;
        firn.run("explain", "--build", "hello", "buildPhase");
        firn.run("log", "-f");
        firn.run("plan", "-f", "x.nix");
        assertThat(firn.err()).doesNotContain("a build is running");
    }
}
