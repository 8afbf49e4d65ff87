package dev.firn.build.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.problem.Problem;
import org.junit.jupiter.api.Test;

class SandboxedStepsTest {

    @Test
    void aBuilderThatIsNotThereIsAMistakeInTheDerivation() {
        Problem problem =
                SandboxedSteps.cannotStart("bwrap: execvp /no/bash: No such file or directory");
        assertThat(problem.kind()).isEqualTo(Problem.Kind.INPUTS);
        assertThat(problem.what()).isEqualTo("the sandbox has no program /no/bash that can be run");
        assertThat(problem.why()).startsWith("No such file or directory: ");
    }

    @Test
    void whateverElseIsALackOfTheHost() {
        Problem problem = SandboxedSteps.cannotStart("unshare: unshare failed: no");
        assertThat(problem.kind()).isEqualTo(Problem.Kind.HOST);
        assertThat(problem.why()).isEqualTo("unshare: unshare failed: no");
        assertThat(problem.fix()).isEqualTo("firn doctor");
    }
}
