package dev.firn.bash.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.bash.ShellState;
import java.io.IOException;
import java.nio.file.Path;
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

    private void assertComesBack(String code) throws IOException, InterruptedException {
        BashProcess bash = new BashProcess(directory);
        ShellState first = bash.stateAfter(code);
        ShellState second = bash.stateAfter(first, ":");
        assertThat(second).isEqualTo(first);
    }
}
