package dev.firn.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cache.StepOutcome;
import dev.firn.cache.StepRecord;
import dev.firn.cli.console.Paint;
import dev.firn.inspect.Explanation;
import dev.firn.inspect.Explanation.Compared;
import dev.firn.key.KeyChange;
import dev.firn.key.KeyPart.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplanationTextTest {

    private static KeyChange isNew(String variable) {
        return new KeyChange(Kind.VARIABLE, variable, Optional.empty(), Optional.of("x = 1"));
    }

    private static String text(List<KeyChange> changes) {
        StepRecord record =
                new StepRecord(
                        "patchPhase",
                        StepOutcome.RUN,
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ZERO,
                        0,
                        Optional.empty(),
                        List.of("postPatch changed"),
                        false,
                        Optional.empty());
        Explanation.Step step = new Explanation.Step(record, new Compared.Nothing(), changes);
        Explanation explanation = new Explanation("hello", Instant.EPOCH, List.of(step));
        return String.join("\n", ExplanationText.of(explanation, false, Paint.PLAIN)) + "\n";
    }

    @Test
    void whatSomebodyWroteIsNotLostAmongTools() {
        List<KeyChange> changes = new ArrayList<>();
        for (String tool :
                List.of("AR", "AS", "CC", "CXX", "LD", "NM", "cmakeFlags", "dev", "lib", "out")) {
            changes.add(isNew(tool));
        }
        changes.add(isNew("patchFlags"));
        changes.add(
                new KeyChange(
                        Kind.VARIABLE,
                        "postPatch",
                        Optional.of("x = old"),
                        Optional.of("x = new")));

        assertThat(text(changes))
                .isEqualTo(
                        """
                        patchPhase ran
                          postPatch changed
                          patchFlags is new
                            +1
                          postPatch changed
                            -old
                            +new
                          10 variables are new:
                            cmakeFlags dev lib out AR AS CC CXX LD NM
                        """);
    }

    @Test
    void fewAreShownInFull() {
        assertThat(text(List.of(isNew("FOO"), isNew("BAR"))))
                .isEqualTo(
                        """
                        patchPhase ran
                          postPatch changed
                          FOO is new
                            +1
                          BAR is new
                            +1
                        """);
    }
}
