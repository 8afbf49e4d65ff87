package dev.firn.bash.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.bash.ShellState;
import dev.firn.bash.StateDelta;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Functions with a bit of everything: they are printed, parsed and run in another process.
class FunctionZooTest {

    private static final List<String> BODIES =
            List.of(
                    "cat <<E & wait\nx\nE",
                    "{ cat <<E; } 2>&1\nx $((1+1)) $(echo q) \\$y\nE",
                    "while read -r a b; do echo \"[$a|$b]\"; done <<E\n1 2\n3 4\nE",
                    "if cat <<E; then echo y; fi\nx\nE",
                    "case a in a) cat <<E;; b) :;; esac\nx\nE",
                    "cat <<A && cat <<B\na\nA\nb\nB",
                    "cat <<A | cat | tr a-z A-Z\na\nA",
                    "cat <<-'E F'\n\t$x\n\t\ttab\n\tE F",
                    "x=$(cat <<E\nin \"q\"\nE\n); echo \"$x\"",
                    "cat <(cat <<E\nx\nE\n)",
                    "g() { cat; } <<E\nx\nE\ng",
                    "cat <<A; cat <<B\na\nA\nb\nB",
                    "cat <<E\nE",
                    "cat <<< \"a $((1+1))\"; cat <<< 'a\nb'",
                    "case a in (a|b) echo y;; esac; case esac in e*) echo z;; esac",
                    "case \"a b\" in \"a b\"|c\\ d) echo y;& x) echo f;;& *) echo g; esac",
                    "x=$(case a in a) echo y;; esac); echo $x",
                    "set -- 1 2; for x; do echo $x; done; for x in; do :; done",
                    "for ((i=0, j=3; i<j; i++, j--)); do echo $i; done",
                    "for x in 1 2; { echo $x; }",
                    "! ! true && ! { false; } && echo k",
                    "function g { echo k; }; g; h() (echo s); h; i() [[ -n x ]]; i && echo c",
                    "g-h.i() { echo k; } 2>/dev/null; g-h.i",
                    "echo $'\\x41\\t\\001\\'' | od -c; echo $\"hi\" \"$'a'\"",
                    "echo \"a\\\"b\" 'c'\"'\"'d' \\e\\\\ \"\\$x\" `echo \\`echo n\\``",
                    "a=(1 [5]=x $(echo q) \"z w\" # comment\n y); declare -p a",
                    "declare -A m=([a]=1 [b c]=\"2 3\"); echo \"${m[b c]}\"",
                    "[[ a == a && ( b != c || ! -e /x ) ]] && echo k",
                    "[[ \"a b\" =~ ^a\\ (b)$ ]] && echo ${BASH_REMATCH[1]}",
                    "echo a >/dev/null 2>&1 &>/dev/null; echo k 3>&1 >&3-; >/dev/null",
                    "exec {fd}>/dev/null; echo x >&$fd; exec {fd}>&-",
                    "A=1 B=\"2 3\" env | grep -E '^[AB]=' | sort",
                    "echo {a,b{1,2}} {1..5..2} ${x-{a,b}} ~root",
                    "echo $((1<2?3:4)) $(( (1+2)*3 )); ((x=5, x++)); let 'y = 1 << 3'; echo $x $y",
                    "diff <(echo a) <(echo a) && echo k",
                    "x=abc; echo ${x:1} ${x#a} ${x/b/\"q z\"} ${x//[ab]/-} ${#x} ${x^^} ${x@Q}",
                    "x=\"${y:-a\nb}\"; echo \"$x\" \"${y:-'a'}\" ${y:-\\}} \"${y:-$(echo ')')}\"",
                    "n=x; x=v; echo ${!n}; b=(1 2); r=b[@]; echo \"${!r}\"",
                    "true && false || echo k && echo l; true &&\n\n echo m |\n\n cat",
                    "if false; then :; elif true; then echo e; else :; fi; until true; do :; done",
                    "x='a\n}\n g () \n{ \n'; echo \"$x\"",
                    "x=$'\\001\\177\\377'; printf %s \"$x\" | od -c; echo \u00c3\u00a9",
                    "echo if then fi { } }{ [[ ]] ! a#b a! $ \"$\" a=b",
                    "coproc C { echo hi; }; read -r l <&${C[0]}; echo $l; wait",
                    "TIMEFORMAT=; time true; time; echo k");

    @TempDir Path directory;

    @Test
    void functionsDoTheSameInAnotherProcess() throws IOException, InterruptedException {
        StringBuilder code = new StringBuilder();
        StringBuilder calls = new StringBuilder();
        for (int i = 0; i < BODIES.size(); i++) {
            String name = "zoo" + i;
            code.append(name).append("() {\n").append(BODIES.get(i)).append("\n}\n");
            calls.append("echo '--' ").append(name).append("; ( ").append(name);
            calls.append(" ) 2>&1 | sed 's/line [0-9]*/line N/'\n");
        }
        BashProcess bash = new BashProcess(directory).checking(FunctionCheck.EVERY);
        ShellState state = bash.stateAfter(code.toString());
        bash.stateAfter(code.toString() + calls);
        String expected = bash.output();
        ShellState after = bash.stateAfter(state, calls.toString());
        assertThat(bash.output()).isEqualTo(expected).contains("-- zoo44\nk\n");
        assertThat(StateDelta.between(state, after).functions()).isEmpty();
    }
}
