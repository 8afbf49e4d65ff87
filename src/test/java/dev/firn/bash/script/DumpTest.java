package dev.firn.bash.script;

import static org.assertj.core.api.Assertions.assertThat;

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

class DumpTest {

    @TempDir Path directory;

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
                                        + "trap $'it\\'s\\nme' USR1\n"
                                        + "alias q=$'a\\nb'; ulimit -c 0\n"
                                        + "mkdir $'d\\n'; pushd $'d\\n' >/dev/null\n"
                                        + "shopt -s dotglob");
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
