package dev.firn.bash.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.bash.ShellState;
import dev.firn.bash.StateDelta;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevealScriptTest {

    private static final List<String> VARIABLES = List.of("a", "m", "r", "n", "none");
    private static final List<String> FUNCTIONS = List.of("f", "declare", "nothing");

    @TempDir Path directory;

    @Test
    void revealedNamesAreAsIfNeverHidden() throws IOException, InterruptedException {
        BashProcess bash = new BashProcess(directory);
        ShellState state =
                bash.stateAfter(
                        "a=([3]=x); declare -A m=([k]='v w'); readonly r=1; declare -n n=a\n"
                                + "declare() { builtin declare \"$@\"; }; shopt -s extglob\n"
                                + "eval 'f() { case $1 in @(a|b)) ;; esac; }'; shopt -u extglob\n"
                                + "export -f f; shopt -s expand_aliases; alias case=no; set -eu");
        ShellState hidden = state.without(VARIABLES, FUNCTIONS);
        String reveal = RevealScript.of(state, VARIABLES, FUNCTIONS, clashes());
        ShellState after = bash.stateAfter(hidden, reveal);
        assertThat(StateDelta.between(state, after).isEmpty()).isTrue();
        assertThat(Path.of(clashes())).doesNotExist();
    }

    @Test
    void nameTheShellMadeMeanwhileIsAClash() throws IOException, InterruptedException {
        BashProcess bash = new BashProcess(directory);
        ShellState state = bash.stateAfter("a=1; m=2; f() { :; }");
        ShellState hidden = state.without(VARIABLES, FUNCTIONS);
        String reveal = RevealScript.of(state, VARIABLES, FUNCTIONS, clashes());
        ShellState after = bash.stateAfter(hidden, "a=other; f() { true; }\n" + reveal);
        assertThat(after.variables().get("a").text()).isEqualTo("other");
        assertThat(after.variables().get("m").text()).isEqualTo("2");
        assertThat(Files.readString(Path.of(clashes()), StandardCharsets.ISO_8859_1))
                .isEqualTo("a\nf\n");
    }

    private String clashes() {
        return directory.resolve("clashes").toString();
    }
}
