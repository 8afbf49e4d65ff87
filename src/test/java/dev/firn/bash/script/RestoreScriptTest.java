package dev.firn.bash.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.bash.ShellState;
import dev.firn.bash.StateDelta;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreScriptTest {

    @TempDir Path directory;

    @Test
    void freshShellComesBack() throws IOException, InterruptedException {
        assertComesBack(":");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x=$'\\001\\002\\177\\r\\n\\t\\e\\\\'",
                "x='it'\\''s $HOME `id` \"quoted\" \\ !'",
                "x=$'\\303\\251 \\377\\376 \\200'",
                "export LC_ALL=C.UTF-8; x=$'\\303\\251 \\377\\376 \\200 \\001'",
                "x=; y=' '; z=$'\\n'",
                "a=(1 '2 3' [7]=x [100000]='') b=() ; declare -a c; declare -a d=([3]=only)",
                "declare -A m=([a b]='c d' [$'n\\nl']=x [']']=1 ['*']=2 ['@']=3 [it\\'s]=4 "
                        + "['$x']=5 ['\\']=6 ['\"']=7 [$'\\001']=8); declare -A n o=()",
                "declare -i i=5; declare -u u=abc; declare -l l=ABC; declare -c c=abc",
                "x=foo; declare -i x; y=abc; declare -u y; z=ABC; declare -l z",
                "declare -t t=1; readonly r=ro; declare -ra ra=(1 2); declare -rA rm=([k]=v)",
                "declare -x X; export Y=1; declare -ix Z=3; declare -ax L=(a b)",
                "declare -n ref=target; target=(1 2); declare -n s='target[1]'; declare -n u",
                "target=1; declare -nr ref=target; declare -nx other=target",
                "declare -ai nums=(1 2 3); declare -Au up=([a]=b)",
            })
    void variablesComeBack(String code) throws IOException, InterruptedException {
        assertComesBack(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set -euo pipefail",
                "set -f; set +B; set +h; set -C; set -a; set -k; set -P; set -E; set -T",
                "shopt -s dotglob nocaseglob extglob nullglob inherit_errexit lastpipe",
                "shopt -u globskipdots patsub_replacement checkwinsize sourcepath",
                "shopt -s extdebug failglob nocasematch xpg_echo localvar_inherit",
                "shopt -s compat44",
                "set -x; PS4='+ $LINENO '",
                "set -v",
                "set -xv; trap ': debug' DEBUG",
                "trap 'echo \"it'\\''s\"' EXIT; trap '' TERM; trap $'a\\nb' USR1; trap - HUP",
                "trap ': e' ERR; trap ': r' RETURN; trap ': d' DEBUG",
                "umask 077; ulimit -S -n 300; ulimit -H -n 400; ulimit -S -s 4096; ulimit -c 0",
                "shopt -s expand_aliases; alias ll='ls -l' a.b=$'x\\ny' -- -q=z builtin='echo no'",
                "shopt -s expand_aliases; alias for=no if=no '{=no' case=no trap=no set=no",
                "set -- x 'y z' '' $'\\001'; BASH_ARGV0=/some/builder",
                "set --; BASH_ARGV0='two words'",
                "mkdir -p 'a b/c'; pushd 'a b' >/dev/null; pushd c >/dev/null",
                "mkdir -p real/x; ln -s real link; cd link/x",
                "mkdir $'new\\nline'; cd $'new\\nline'; pushd / >/dev/null",
                "CDPATH=/usr; mkdir -p lib; cd ./lib",
                "unset OLDPWD PWD TERM SHLVL IFS PS4 OPTIND",
                "unset RANDOM; unset BASH_ALIASES; unset FUNCNAME",
                "IFS=:; GLOBIGNORE='*.o'; TMOUT=5; FUNCNEST=100",
                "GLOBIGNORE='*'",
                "readonly IFS=x PATH",
                "export LC_ALL=no_SUCH.locale LANG=C LC_COLLATE=C",
                "export LC_ALL=C.UTF-8; f() { echo $'\\303\\251'; }",
                "BASH_COMPAT=4.4; HISTFILE=h; IGNOREEOF=3",
                "export SHELLOPTS UID BASHOPTS",
                "enable -n test pwd; enable -n printf declare",
                "OPTERR=0; set -- -a -b; getopts ab o",
                "[[ abc =~ b(.) ]]",
                "PATH=; HOME=; SHLVL=9; BASH=/x",
            })
    void settingsComeBack(String code) throws IOException, InterruptedException {
        assertComesBack(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f() { echo 1; }; g() { f; }; export -f f; readonly -f g; declare -ft f",
                "shopt -s extglob; eval 'f() { case $1 in @(a|!(b))) echo;; esac; }'; "
                        + "shopt -u extglob",
                "printf() { builtin printf P; }; declare() { :; }; trap() { :; }; set() { :; }; "
                        + "shopt() { :; }; eval() { :; }; mapfile() { :; }; unset() { :; }; "
                        + "exit() { :; }; cd() { :; }; export() { :; }; read() { :; }",
                "command_not_found_handle() { echo none; }",
                "f-g.h() { :; }; f+g() { :; }; function if { :; }; @x() { :; }; 1x() { :; }",
                "f() ( echo sub ); g() [[ -n x ]]; h() ((1)); i() for x in 1; do :; done",
                "f() { cat <<E; cat <<-'F'\n$x\nE\n\t$y `z` \\\nF\n}",
                "f() { x='a\n}\n g () \n{ \n'; y=$'\001\377'; }",
                "f() { cat; } <<E\nhere\nE\n",
            })
    void functionsComeBack(String code) throws IOException, InterruptedException {
        assertComesBack(code.replace("\\n", "\n"));
    }

    @Test
    void oddEnvironmentNamesReachChildren() throws IOException, InterruptedException {
        BashProcess bash = new BashProcess(directory);
        ShellState first = bash.run(List.of("a-b=1 2", "x.y=it's", "=z=q"), EMPTY, "x=1").state();
        assertThat(first.environ()).containsEntry("a-b", "1 2").containsEntry("x.y", "it's");
        ShellState second = bash.stateAfter(first, "/usr/bin/env");
        assertThat(StateDelta.between(first, second)).isEqualTo(NOTHING);
        assertThat(bash.output()).contains("a-b=1 2\n").contains("x.y=it's\n");
    }

    private static final StateDelta NOTHING =
            new StateDelta(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    private static final RestoreScript EMPTY = new RestoreScript("", "");

    private void assertComesBack(String code) throws IOException, InterruptedException {
        BashProcess bash = new BashProcess(directory);
        ShellState first = bash.stateAfter(code);
        ShellState second = bash.stateAfter(first, ":");
        assertThat(StateDelta.between(first, second)).isEqualTo(NOTHING);
    }
}
