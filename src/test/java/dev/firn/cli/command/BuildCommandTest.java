package dev.firn.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.build.BuildEvent;
import dev.firn.build.BuildEvent.Built;
import dev.firn.build.BuildEvent.Evaluating;
import dev.firn.build.BuildEvent.EvaluationMessage;
import dev.firn.build.BuildEvent.Note;
import dev.firn.build.BuildEvent.Outcome;
import dev.firn.build.BuildEvent.Planned;
import dev.firn.build.BuildEvent.Realising;
import dev.firn.build.BuildEvent.Result;
import dev.firn.build.BuildEvent.StepFinished;
import dev.firn.build.BuildEvent.StepOutput;
import dev.firn.build.BuildEvent.StepStarted;
import dev.firn.build.BuildEvent.Timing;
import dev.firn.build.visit.Visitor;
import dev.firn.cli.Firn;
import dev.firn.cli.console.FakeScreen;
import dev.firn.cli.request.BuildRequest;
import dev.firn.cli.request.BuildRequest.Link;
import dev.firn.cli.request.Named;
import dev.firn.cli.request.Settings;
import dev.firn.limit.Limits;
import dev.firn.nix.result.ResultRequest.Register;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildCommandTest {

    private static final List<BuildEvent> START =
            List.of(
                    new Evaluating("./default.nix"),
                    new Realising("copying path '/nix/store/x'"),
                    new Planned("hello-2.12", List.of("unpackPhase", "buildPhase")),
                    new StepFinished(
                            "unpackPhase", Outcome.CACHED, "", Duration.ofMillis(1500), 4_500_000),
                    new StepStarted("buildPhase", "buildPhase changed"),
                    new StepOutput("buildPhase", "cc hel"),
                    new StepOutput("buildPhase", "lo.c\nld"));

    private static final List<BuildEvent> GOOD =
            with(
                    START,
                    new StepFinished(
                            "buildPhase", Outcome.DONE, "", Duration.ofSeconds(12), 34_000),
                    new Note("a place could not be rewritten"),
                    new Timing("evaluation", Duration.ofMillis(120)),
                    new Timing("steps", Duration.ofMillis(12_000)),
                    new Built(
                            List.of(
                                    new Result("out", "/nix/store/a-hello", Optional.of("result")),
                                    new Result("dev", "/nix/store/b-hello", Optional.empty()))));

    private static final List<BuildEvent> BAD =
            with(
                    START,
                    new StepFinished(
                            "buildPhase",
                            Outcome.FAILED,
                            "exit code 2",
                            Duration.ofSeconds(12),
                            34_000));

    @Test
    void resultsGoToOutAndWhatHappensToErr() {
        Firn firn = telling(GOOD);

        assertThat(firn.run("build")).isZero();
        assertThat(firn.out()).isEqualTo("/nix/store/a-hello\n/nix/store/b-hello\n");
        assertThat(firn.err())
                .isEqualTo(
                        """
                        evaluating ./default.nix
                        inputs> copying path '/nix/store/x'
                        building hello-2.12 in 2 steps
                        unpackPhase: cached (4.5 MB, took 1.5 s)
                        buildPhase: running: buildPhase changed
                        buildPhase: done (34 kB, took 12.0 s)
                        note: a place could not be rewritten
                        """);
    }

    @Test
    void whatNixSaysOfTheEvaluationIsShownAsItIs() {
        Firn firn =
                telling(
                        List.of(
                                new Evaluating("./default.nix"),
                                new EvaluationMessage("error: syntax error"),
                                new EvaluationMessage(""),
                                new EvaluationMessage("  at x.nix:1:11")));

        firn.run("build");

        assertThat(firn.err())
                .isEqualTo("evaluating ./default.nix\nerror: syntax error\n\n  at x.nix:1:11\n");
    }

    @Test
    void aBuildOfOneStepIsCalledThat() {
        Firn firn = telling(List.of(new Planned("x", List.of("builder"))));

        firn.run("build");

        assertThat(firn.err()).isEqualTo("building x in one step\n");
    }

    @Test
    void coloursInTheLogOfAnInputAreDropped() {
        Firn firn = telling(List.of(new Realising("src> \u001b[31;1merror:\u001b[0m no")));

        firn.run("build");

        assertThat(firn.err()).isEqualTo("inputs> src> error: no\n");
    }

    @Test
    void failedStepIsShownWithTheEndOfItsLogAndWhatToTypeNext() {
        Firn firn = telling(BAD);

        assertThat(firn.run("build")).isEqualTo(1);
        assertThat(firn.out()).isEmpty();
        assertThat(firn.err())
                .isEqualTo(
                        """
                        evaluating ./default.nix
                        inputs> copying path '/nix/store/x'
                        building hello-2.12 in 2 steps
                        unpackPhase: cached (4.5 MB, took 1.5 s)
                        buildPhase: running: buildPhase changed
                        buildPhase: failed after 12.0 s: exit code 2

                        failed: buildPhase of hello-2.12, exit code 2
                        its log:
                          | cc hello.c
                          | ld

                          firn shell            a shell where it failed
                          firn log buildPhase   the whole log
                          firn ls               the steps so far
                        """);
    }

    @Test
    void onlyTheLast25LinesOfALogAreShown() {
        List<BuildEvent> events = new ArrayList<>();
        events.add(new StepStarted("it's", ""));
        for (int i = 1; i <= 30; i++) {
            events.add(new StepOutput("it's", "line " + i + "\u001b]0;\u0007\n"));
        }
        events.add(new StepFinished("it's", Outcome.FAILED, "", Duration.ZERO, 0));
        Firn firn = telling(events);
        firn.run("build");

        assertThat(firn.err())
                .contains("the end of its log:\n  | line 6\n", "  | line 30\n\n")
                .contains("firn log 'it'\\''s' ")
                .doesNotContain("line 5\n");
    }

    @Test
    void wholeLogIsStreamedWithItsStepInFront() {
        Firn firn = telling(BAD);
        firn.screen = FakeScreen.terminal(80, 24);
        firn.run("build", "-L", "--color=never");

        assertThat(firn.err())
                .startsWith(
                        """
                        evaluating ./default.nix
                        inputs> copying path '/nix/store/x'
                        building hello-2.12 in 2 steps
                        unpackPhase: cached (4.5 MB, took 1.5 s)
                        buildPhase: running: buildPhase changed
                        buildPhase> cc hello.c
                        buildPhase> ld
                        buildPhase: failed after 12.0 s: exit code 2
                        """);
    }

    @Test
    void terminalHasALiveView() {
        Firn firn = telling(GOOD);
        firn.screen = FakeScreen.terminal(80, 24);
        firn.run("build");

        assertThat(firn.err()).contains("✔").doesNotContain("evaluating ./default.nix\n");
    }

    @Test
    void timingsAddUp() {
        FakeScreen clock = FakeScreen.none();
        Firn firn =
                new Firn() {
                    @Override
                    public void build(
                            BuildRequest request, Visitor visitor, Consumer<BuildEvent> events) {
                        GOOD.forEach(events);
                        clock.pass(Duration.ofMillis(12_345));
                    }
                };
        firn.screen = clock;
        firn.run("build", "--timings");

        assertThat(firn.err())
                .endsWith(
                        """

                          evaluation       120 ms
                          steps            12.0 s
                          other            225 ms
                          total            12.3 s
                        """);
    }

    @Test
    void jsonIsOneObjectOnOut() {
        Firn firn = telling(GOOD);
        firn.run("build", "--json");

        assertThat(firn.out())
                .isEqualTo(
                        """
                        {"outcome":"built","derivation":"hello-2.12","forced":false,"ignored":[],\
                        "results":[\
                        {"output":"out","path":"/nix/store/a-hello","link":"result"},\
                        {"output":"dev","path":"/nix/store/b-hello"}],\
                        "steps":[{"name":"unpackPhase","outcome":"cached","reason":"",\
                        "detail":"","seconds":1.5,"bytes":4500000,"layer":"","key":"",\
                        "forced":false},\
                        {"name":"buildPhase","outcome":"done",\
                        "reason":"buildPhase changed","detail":"",\
                        "seconds":12.0,"bytes":34000,"layer":"","key":"",\
                        "forced":false}],\
                        "timings":[{"part":"evaluation","seconds":0.12},\
                        {"part":"steps","seconds":12.0}]}
                        """);
    }

    @Test
    void failureIsAnObjectToo() {
        Firn firn = telling(BAD);

        assertThat(firn.run("build", "--json")).isEqualTo(1);
        assertThat(firn.out()).startsWith("{\"outcome\":\"failed\"");
    }

    @Test
    void nothingNamedMeansTheFileHere() {
        assertThat(request("build"))
                .isEqualTo(
                        new BuildRequest(
                                new Settings(Optional.empty(), false),
                                new Named.NixFile("./default.nix", Optional.empty()),
                                List.of(),
                                false,
                                false,
                                false,
                                Register.NO,
                                List.of(),
                                new Link.At("result"),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                false,
                                Limits.NONE,
                                new TreeMap<>()));
    }

    @Test
    void everyOptionIsUnderstood() {
        BuildRequest request =
                request(
                        "build -E 1+1 -A x.y --arg a 1 --argstr b -f --arg c 2 --option cores 3"
                                + " -I n=/n -I /m --impure --exact --no-cache --accept-stale --register --force --layer-inputs i --layer-inputs /j.drv"
                                + " --no-link --until u --break b --break c@after --shell-on-failure --timeout 60 --max-silent-time 0 --max-log-size 1000 --memory 3G --max-processes 50 --cache /c --scope FOO=installPhase");

        assertThat(request)
                .isEqualTo(
                        new BuildRequest(
                                new Settings(Optional.of("/c"), false),
                                new Named.Expression("1+1", Optional.of("x.y")),
                                List.of(
                                        "--arg",
                                        "a",
                                        "1",
                                        "--arg",
                                        "c",
                                        "2",
                                        "--argstr",
                                        "b",
                                        "-f",
                                        "--option",
                                        "cores",
                                        "3",
                                        "-I",
                                        "n=/n",
                                        "-I",
                                        "/m",
                                        "--impure"),
                                true,
                                true,
                                true,
                                Register.EVEN_IF_FORCED,
                                List.of("i", "/j.drv"),
                                new Link.None(),
                                Optional.empty(),
                                Optional.of("u"),
                                List.of("b", "c@after"),
                                true,
                                new Limits(
                                        OptionalLong.of(60),
                                        OptionalLong.of(0),
                                        OptionalLong.of(1000),
                                        OptionalLong.of(3L << 30),
                                        OptionalLong.of(50)),
                                new TreeMap<>(Map.of("FOO", "installPhase"))));
    }

    @Test
    void wordsNameFlakesAndDerivations() {
        assertThat(request("build nixpkgs#hello").named())
                .isEqualTo(new Named.Flake("nixpkgs#hello"));
        assertThat(
                        request("build .#x --override-input a b --no-write-lock-file --impure")
                                .nixOptions())
                .containsExactly("--override-input", "a", "b", "--impure", "--no-write-lock-file");
        assertThat(request("build /nix/store/x.drv").named())
                .isEqualTo(new Named.DerivationFile("/nix/store/x.drv"));
        assertThat(request("build -A hello -f x.nix -o out").named())
                .isEqualTo(new Named.NixFile("x.nix", Optional.of("hello")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    build a b            | one thing at a time can be built\\  not a b
                    build -f x -E y      | -f and -E both name what to build
                    build -f . hello     | -f and hello both name what to build\\  try: firn build -f ... -A hello
                    build . -A hello     | -A goes with -f or -E, not with .\\  try: firn build .#hello
                    build x.nix          | x.nix is a Nix file\\  try: firn build -f x.nix
                    build -o x --no-link | -o and --no-link contradict each other
                    plan --from x | a plan is made of keys, and --from takes no notice of them\\  it reuses what is below x, and the step runs whatever its key says\\  try: firn plan, without --from, says what is ignored by it
                    plan --layer-inputs x | the plan of a build with --layer-inputs is not known before\\  its keys hold the paths that the inputs have after they were built\\  try: plan each input by itself: firn plan x
                    build --exact --layer-inputs x | --layer-inputs and --exact contradict each other\\  with inputs that are not at their own paths the output has another path too\\  try: leave one of them out, or register the inputs: --register
                    build --force        | --force is for --register\\  try: leave it out
                    build --store /x     | firn cannot build with another store\\  what a sandbox mounts has to be in /nix/store of this machine\\  try: let Nix build it: nix build --store /x
                    build --override-input a b | --override-input is for a flake\\  try: leave it out, or name one: .#NAME
                    """)
    void contradictionsAreExplained(String typed, String explained) {
        Firn firn = new Firn();

        assertThat(firn.run(typed.split(" "))).isEqualTo(2);
        assertThat(firn.err()).isEqualTo("firn: " + explained.replace("\\", "\n") + "\n");
    }

    private static BuildRequest request(String typed) {
        Firn firn = new Firn();
        assertThat(firn.run(typed.split(" "))).as(firn.err()).isZero();
        return (BuildRequest) firn.requests.get(0);
    }

    private static Firn telling(List<BuildEvent> told) {
        return new Firn() {
            @Override
            public void build(BuildRequest request, Visitor visitor, Consumer<BuildEvent> events) {
                told.forEach(events);
            }
        };
    }

    private static List<BuildEvent> with(List<BuildEvent> events, BuildEvent... more) {
        List<BuildEvent> all = new ArrayList<>(events);
        all.addAll(List.of(more));
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--timeout -1",
                "--timeout 1m",
                "--memory G",
                "--memory 1x",
                "--memory 99999999999T",
                "--max-processes many",
                "--max-log-size 25%"
            })
    void limitThatIsNoNumberIsRefused(String words) {
        Firn firn = new Firn();

        assertThat(firn.run(("build " + words).split(" "))).isEqualTo(2);
        assertThat(firn.err()).contains(words.split(" ")[0] + " is a ").contains("not '");
    }
}
