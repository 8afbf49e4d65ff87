package dev.firn.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.build.BuildEvent.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StepLineTest {

    private static final String LONGEST = "updateAutotoolsGnuConfigScriptsPhase";

    @Test
    void narrowLineTellsTheOutcomeAndTheTimeFirst() {
        StepLine line = new StepLine(Paint.PLAIN, LONGEST.length());

        assertThat(line.ended("buildPhase", Outcome.FAILED, "x", Duration.ofMillis(90), 5, 32))
                .isEqualTo("✘ failed     90 ms  buildPhase");
        assertThat(line.ended(LONGEST, Outcome.DONE, "", Duration.ofMillis(90), 5, 32))
                .startsWith("✔ done       90 ms  updateA");
        assertThat(line.ended("buildPhase", Outcome.FAILED, "", Duration.ofMillis(90), 5, 80))
                .startsWith("✘ buildPhase   ");
    }
}
