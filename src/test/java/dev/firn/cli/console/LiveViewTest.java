package dev.firn.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.build.BuildEvent;
import dev.firn.build.BuildEvent.Evaluating;
import dev.firn.build.BuildEvent.EvaluationMessage;
import dev.firn.build.BuildEvent.Outcome;
import dev.firn.build.BuildEvent.Planned;
import dev.firn.build.BuildEvent.Realising;
import dev.firn.build.BuildEvent.StepFinished;
import dev.firn.build.BuildEvent.StepOutput;
import dev.firn.build.BuildEvent.StepStarted;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveViewTest {

    private static final Planned HELLO =
            new Planned("hello-2.12", List.of("unpackPhase", "buildPhase", "installPhase"));

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final FakeScreen screen = FakeScreen.terminal(64, 24);

    @Test
    void runningStepShowsTimeAndItsLastLines() {
        LiveView view = view(Paint.PLAIN);
        view.accept(HELLO);
        view.accept(cached("unpackPhase"));
        view.accept(new StepStarted("buildPhase", "buildPhase changed"));
        for (int i = 1; i <= 7; i++) {
            view.accept(new StepOutput("buildPhase", "line " + i + "\nhalf"));
            view.accept(new StepOutput("buildPhase", "\r"));
        }
        screen.pass(Duration.ofMillis(12_340));
        screen.beat();

        assertThat(seen())
                .isEqualTo(
                        """
                        hello-2.12
                        = unpackPhase   cached         1.5 s    12 kB
                        ▶ buildPhase    running       12.3 s           buildPhase chan…
                          line 4
                          line 5
                          line 6
                          line 7
                          half
                        """);
    }

    @Test
    void endedStepsStayAndTheLogGoes() {
        LiveView view = view(Paint.COLOURED);
        view.accept(new Evaluating("./default.nix"));
        view.accept(new Realising("copying path '/nix/store/xyz' from 'https://é'..."));
        screen.beat();
        view.accept(HELLO);
        view.accept(cached("unpackPhase"));
        view.accept(new StepStarted("buildPhase", ""));
        view.accept(new StepOutput("buildPhase", "cc hello.c\n"));
        screen.beat();
        view.accept(
                new StepFinished(
                        "buildPhase", Outcome.FAILED, "exit code 2", Duration.ofSeconds(75), 0));
        view.accept(
                new StepFinished(
                        "checkPhase", Outcome.SKIPPED, "doCheck is off", Duration.ZERO, 0));
        view.close();

        assertThat(seen())
                .isEqualTo(
                        """
                        hello-2.12
                        = unpackPhase   cached         1.5 s    12 kB
                        ✘ buildPhase    failed    1 min 15 s      0 B  exit code 2
                        - checkPhase    skipped                        doCheck is off
                        """);
    }

    @Test
    void whatNixSaysOfTheEvaluationStays() {
        LiveView view = view(Paint.PLAIN);
        view.accept(new Evaluating("./default.nix"));
        view.accept(new EvaluationMessage("error: syntax error"));
        screen.beat();
        view.close();

        assertThat(seen()).isEqualTo("error: syntax error\n");
    }

    @Test
    void inputsAreShownWhileTheyCome() {
        LiveView view = view(Paint.PLAIN);
        view.accept(new Evaluating("./default.nix"));
        view.accept(new Realising("these 2 derivations will be built:"));
        view.accept(new Realising("building '/nix/store/é.drv'..."));
        screen.beat();

        assertThat(seen())
                .isEqualTo(
                        """
                        inputs  0 ms
                          these 2 derivations will be built:
                          building '/nix/store/é.drv'...
                        """);
    }

    @Test
    void narrowedTerminalIsRedrawnWithoutLeftovers() {
        LiveView view = view(Paint.PLAIN);
        view.accept(HELLO);
        view.accept(new StepStarted("buildPhase", ""));
        view.accept(new StepOutput("buildPhase", "x".repeat(50) + "\n"));
        screen.beat();
        written.reset();
        screen.resize(30, 24);
        screen.beat();

        // Two lines of 36 and 52 columns have become two rows each.
        assertThat(written.toString(StandardCharsets.UTF_8))
                .startsWith("\u001b[4A\r▶ running     0 ms  buildPha…");
    }

    @Test
    void lowTerminalHasNoRoomForTheLog() {
        screen.resize(64, 3);
        LiveView view = view(Paint.PLAIN);
        view.accept(new StepStarted("buildPhase", ""));
        view.accept(new StepOutput("buildPhase", "line\n"));
        screen.beat();

        assertThat(seen()).isEqualTo("▶ buildPhase  running         0 ms\n");
    }

    @Test
    void closedViewIsNotRedrawn() {
        LiveView view = view(Paint.PLAIN);
        view.accept(new StepStarted("buildPhase", ""));
        view.close();
        int before = written.size();
        screen.beat();

        assertThat(written.size()).isEqualTo(before);
        assertThat(seen()).isEqualTo("\n");
    }

    private LiveView view(Paint paint) {
        return new LiveView(
                new Console(
                        OutputStream.nullOutputStream(),
                        written,
                        false,
                        screen,
                        Paint.PLAIN,
                        paint));
    }

    private static BuildEvent cached(String step) {
        return new StepFinished(step, Outcome.CACHED, "", Duration.ofMillis(1500), 12_345);
    }

    private String seen() {
        return new Emulator().show(written.toString(StandardCharsets.UTF_8));
    }
}
