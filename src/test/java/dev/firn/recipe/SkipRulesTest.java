package dev.firn.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SkipRulesTest {

    private static final SkipRules RULES =
            SkipRules.in(
                    """
                    runPhase ()\s
                    {\s
                        local curPhase="$*";
                        if [[ "$curPhase" = unpackPhase && -n "${dontUnpack:-}" ]]; then
                            return;
                        fi;
                        if [[ "$curPhase" = checkPhase && -z "${doCheck:-}" ]]; then
                            return;
                        fi;
                        if [[ "$curPhase" = oddPhase && "$x" = 1 ]]; then
                            return;
                        fi
                    }
                    """);

    @Test
    void phaseWithDontIsSkippedWhenTheVariableIsSet() {
        assertThat(RULES.skips("unpackPhase", Set.of("dontUnpack")::contains)).isTrue();
        assertThat(RULES.skips("unpackPhase", Set.<String>of()::contains)).isFalse();
    }

    @Test
    void phaseWithDoIsSkippedWhenTheVariableIsNotSet() {
        assertThat(RULES.skips("checkPhase", Set.<String>of()::contains)).isTrue();
        assertThat(RULES.skips("checkPhase", Set.of("doCheck")::contains)).isFalse();
    }

    @Test
    void otherConditionsAreLeftToStdenv() {
        assertThat(RULES.skips("oddPhase", Set.of("x")::contains)).isFalse();
        assertThat(RULES.skips("buildPhase", Set.of("dontBuild")::contains)).isFalse();
        assertThat(RULES.toggle("oddPhase")).isEmpty();
        assertThat(RULES.toggle("checkPhase")).contains("doCheck");
    }
}
