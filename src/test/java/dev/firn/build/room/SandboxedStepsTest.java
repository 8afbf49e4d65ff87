package dev.firn.build.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.problem.Problem;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SandboxedStepsTest {

    private static final SortedMap<String, String> NONE = new TreeMap<>();

    @Test
    void aBuilderThatIsNotThereIsAMistakeInTheDerivation() {
        Problem problem =
                SandboxedSteps.cannotStart(
                        "bwrap: execvp /no/bash: No such file or directory", NONE);
        assertThat(problem.kind()).isEqualTo(Problem.Kind.INPUTS);
        assertThat(problem.what()).isEqualTo("the sandbox has no program /no/bash that can be run");
        assertThat(problem.why()).startsWith("No such file or directory: ");
    }

    @Test
    void whateverElseIsALackOfTheHost() {
        Problem problem = SandboxedSteps.cannotStart("unshare: unshare failed: no", NONE);
        assertThat(problem.kind()).isEqualTo(Problem.Kind.HOST);
        assertThat(problem.why()).isEqualTo("unshare: unshare failed: no");
        assertThat(problem.fix()).isEqualTo("firn doctor");
    }

    @Test
    void variablesThatAreTooLongAreNamed() {
        SortedMap<String, String> environment =
                new TreeMap<>(Map.of("text", "x".repeat(200_000), "out", "/nix/store/x"));
        Problem problem =
                SandboxedSteps.cannotStart(
                        "bwrap: execvp /bin/bash: Argument list too long", environment);
        assertThat(problem.kind()).isEqualTo(Problem.Kind.INPUTS);
        assertThat(problem.what()).isEqualTo("/bin/bash cannot be run: Argument list too long");
        assertThat(problem.why())
                .startsWith("its variables have 200012 bytes, of which text has 200000; ");
        assertThat(problem.fix()).contains("passAsFile = [ \"text\" ]");
    }
}
