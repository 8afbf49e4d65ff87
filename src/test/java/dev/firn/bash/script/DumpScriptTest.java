package dev.firn.bash.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.bash.Setting;
import dev.firn.bash.Setting.Kind;
import dev.firn.bash.ShellState;
import dev.firn.bash.Value;
import dev.firn.bash.Variable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
    void obstaclesDoNotHideTheState() throws IOException, InterruptedException {
        Dump dump = new BashProcess(directory).dumpAfter("set -o posix; exec 5>&1; x=$'a\nb'");
        assertThat(dump.obstacles()).hasSize(2);
        assertThat(dump.state().variable("x")).contains(Variable.plain("a\nb"));
    }

    @Test
    void valuesDoNotDependOnTheLocale() throws IOException, InterruptedException {
        BashProcess bash = new BashProcess(directory);
        String code = "x=$'\\303\\251\\377'; declare -A m=([$'\\303\\251']=$'\\303')";
        ShellState plain = bash.stateAfter(code);
        ShellState utf8 = bash.stateAfter("LC_ALL=C.UTF-8; " + code);
        assertThat(utf8.variable("x")).isEqualTo(plain.variable("x"));
        assertThat(utf8.variable("m")).isEqualTo(plain.variable("m"));
        assertThat(plain.variable("x")).contains(Variable.plain("\u00c3\u00a9\u00ff"));
    }

    @Test
    void everyKindOfValueIsTold() throws IOException, InterruptedException {
        ShellState state =
                new BashProcess(directory)
                        .stateAfter(
                                "a=([2]=x [5]=); declare -A m=([k]='v w'); declare -a u; b=()\n"
                                        + "declare -ix n=5; declare -n r=n; declare -x d");
        assertThat(state.variables())
                .containsEntry("a", new Variable("a", new Value.Indexed(sorted(2L, "x", 5L, ""))))
                .containsEntry("m", new Variable("A", new Value.Associative(Map.of("k", "v w"))))
                .containsEntry("u", new Variable("a", new Value.Unset()))
                .containsEntry("b", new Variable("a", new Value.Indexed(sorted())))
                .containsEntry("n", new Variable("ix", new Value.Scalar("5")))
                .containsEntry("r", new Variable("n", new Value.Scalar("n")))
                .containsEntry("d", new Variable("x", new Value.Unset()));
    }

    @Test
    void settingsAreTold() throws IOException, InterruptedException {
        ShellState state =
                new BashProcess(directory)
                        .stateAfter(
                                "set -- x $'y\\nz'; BASH_ARGV0=builder; umask 027; set -e\n"
                                        + "trap $'it\\'s\\nme' USR1; alias q=$'a\\nb'; ulimit -c 0\n"
                                        + "mkdir $'d\\n'; pushd $'d\\n' >/dev/null; shopt -s dotglob");
        assertThat(state.settings())
                .containsEntry(
                        Kind.ARGUMENTS.only(), new Value.Indexed(sorted(1L, "x", 2L, "y\nz")))
                .containsEntry(Kind.ZERO.only(), new Value.Scalar("builder"))
                .containsEntry(Kind.UMASK.only(), new Value.Scalar("0027"))
                .containsEntry(Kind.OPTION.of("errexit"), new Value.Scalar("on"))
                .containsEntry(Kind.TRAP.of("SIGUSR1"), new Value.Scalar("it's\nme"))
                .containsEntry(Kind.ALIAS.of("q"), new Value.Scalar("a\nb"))
                .containsEntry(Kind.SOFT_LIMIT.of("c"), new Value.Scalar("0"))
                .containsEntry(Kind.SHOPT.of("dotglob"), new Value.Scalar("on"))
                .containsEntry(new Setting(Kind.STACK, ""), stack(directory.resolve("run0")));
        assertThat(state.directory()).endsWith("/run0/d\n");
    }

    @Test
    void ownNamesAndThoseOfBashAreLeftOut() throws IOException, InterruptedException {
        ShellState state = new BashProcess(directory).stateAfter("__firn_x=1; __firn_f() { :; }");
        assertThat(state.variables()).doesNotContainKeys("__firn_x", "BASHPID", "SHELLOPTS", "_");
        assertThat(state.functions()).isEmpty();
    }

    @Test
    void aDebugTrapSeesNothingOfTheDump() throws IOException, InterruptedException {
        BashProcess bash = new BashProcess(directory);
        bash.stateAfter("n=0; trap 'n=$((n+1)); echo debug $n' DEBUG");
        assertThat(bash.output()).doesNotContain("debug 4");
    }

    private static Value stack(Path entry) {
        return new Value.Indexed(sorted(0L, entry.toString()));
    }

    private static SortedMap<Long, String> sorted(Object... pairs) {
        SortedMap<Long, String> sorted = new TreeMap<>();
        List<Object> all = List.of(pairs);
        for (int i = 0; i < all.size(); i += 2) {
            sorted.put((Long) all.get(i), (String) all.get(i + 1));
        }
        return sorted;
    }
}
