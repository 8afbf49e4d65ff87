package dev.firn.bash.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DumpScriptTest {

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exec 7>/dev/null | file descriptor 7 is open",
                "exec 254</etc/passwd | file descriptor 254 is open",
                "exec {fd}>file; rm file | file descriptor 10 is open",
                "exec 300</dev/null | file descriptor 300 is open",
                "exec </etc/passwd | standard input is no longer /dev/null",
                "exec <&- | standard input is no longer /dev/null",
                "exec >/dev/null | standard output is redirected",
                "exec 2>/dev/null | standard error is redirected",
                "mkdir gone; cd gone; rmdir ../gone | the working directory DIR/gone is gone",
                "set -o posix | the shell is in posix mode",
                "POSIXLY_CORRECT=1; x=$'a\\nb' | the shell is in posix mode",
                "echo > /dev/shm/.x | /dev/shm/.x exists, and shared memory ends with the sandbox",
                "f() { case x in (esac) :;; esac; } | bash cannot print function f as it is",
                "f() { coproc cat; }; readonly -f f | bash cannot print function f as it is",
            })
    void obstacleIsNamed(String code, String obstacle) throws IOException, InterruptedException {
        BashProcess bash = new BashProcess(directory);
        assertThat(bash.dumpAfter(code).obstacles())
                .containsExactly(obstacle.replace("DIR", directory.resolve("run0").toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep 30 &",
                "(sleep 30 </dev/null >/dev/null 2>&1 &)",
                "sleep 30 & disown",
                "GLOBIGNORE='*:/proc/*'; set -f; shopt -s failglob; sleep 30 &",
                "set -euo pipefail; trap 'exit 3' ERR; set -E; sleep 30 &",
            })
    void processThatGoesOnIsAnObstacle(String code) throws IOException, InterruptedException {
        assertThat(new BashProcess(directory).dumpAfter(code).obstacles())
                .singleElement()
                .asString()
                .matches("process \\d+ \\(sleep\\) is still running");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep 0.05 &",
                "true & true & wait",
                "x=$(sleep 0.01 & echo 1)",
                "read -r x < <(echo 1)",
                "set -m; true &",
                "exec 9>/dev/null; exec 9>&-",
            })
    void whatEndsInTimeIsNoObstacle(String code) throws IOException, InterruptedException {
        assertThat(new BashProcess(directory).dumpAfter(code).obstacles()).isEmpty();
    }

    @Test
    void coprocessIsAnObstacle() throws IOException, InterruptedException {
        assertThat(new BashProcess(directory).dumpAfter("coproc C { cat; }").obstacles())
                .hasSize(4)
                .anyMatch(obstacle -> obstacle.contains("is still running"))
                .anyMatch(obstacle -> obstacle.contains("file descriptor"));
    }

    @Test
    void teeBehindStandardOutputIsAnObstacle() throws IOException, InterruptedException {
        assertThat(new BashProcess(directory).dumpAfter("exec > >(cat)").obstacles())
                .contains("standard output is redirected")
                .anyMatch(obstacle -> obstacle.contains("(cat) is still running"));
    }

    @Test
    void hereDocumentInLongListIsAnObstacle() throws IOException, InterruptedException {
        String code = "f() { true && cat <<E && true\nx\nE\n}\ng() { cat <<E\nx\nE\n}\n";
        assertThat(new BashProcess(directory).dumpAfter(code).obstacles())
                .containsExactly("bash cannot print function f as it is");
    }

    @Test
    void firstDumpChecksEveryFunction() throws IOException, InterruptedException {
        BashProcess bash = new BashProcess(directory).checking(FunctionCheck.EVERY);
        String code = "f() { echo 1; }; g() { coproc cat; }; a-b() { x=1; }; readonly -f f";
        assertThat(bash.dumpAfter(code).obstacles())
                .containsExactly("bash cannot print function g as it is");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "f() { cat <<E\nx\nE\n}; g() { :; }; export -f f",
                "f() { :; }; readonly -f f; g-h() { :; }",
                "shopt -s extglob\nf() { case x in @(a|!(b))) ;; esac; }",
            })
    void everyGoodFunctionPasses(String code) throws IOException, InterruptedException {
        BashProcess bash = new BashProcess(directory).checking(FunctionCheck.EVERY);
        assertThat(bash.dumpAfter(code).obstacles()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(FunctionCheck.class)
    void checkRunsNothingOfWhatWasPrintedWrong(FunctionCheck check)
            throws IOException, InterruptedException {
        BashProcess bash = new BashProcess(directory).checking(check);
        String code = "f() {\ntrue && cat <<E && true\n}\necho run\nE\necho run too\n}\n";
        assertThat(bash.dumpAfter(code).obstacles())
                .containsExactly("bash cannot print function f as it is");
        assertThat(bash.output()).doesNotContain("run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"builtin() { command builtin \"$@\"; }", "enable -n enable", "exit 0"})
    void withoutItsToolsNothingIsDumped(String code) {
        assertThatThrownBy(() -> new BashProcess(directory).dumpAfter(code))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no dump");
    }

    @Test
    void aDebugTrapSeesNothingOfTheDump() throws IOException, InterruptedException {
        BashProcess bash = new BashProcess(directory);
        bash.stateAfter("n=0; trap 'n=$((n+1)); echo debug $n' DEBUG");
        assertThat(bash.output()).doesNotContain("debug 4");
    }
}
