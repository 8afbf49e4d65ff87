package dev.firn.bash.mention;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DynamicTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source ./vars.sh",
                "if [ -e x ]; then . ./x; fi",
                ". \"$dir/x\"",
                "eval \"$(cat code)\"",
                "true && eval $x",
                "echo ${!name}",
                "echo ${!name:-none}",
                "for x in a b; do echo \"${!x}\"; done",
                "local -n list=$1",
                "declare -gn list=\"$name\"",
                "local -n list; list=x",
                "printf -v \"$name\" %s x",
                "runHook \"pre$phase\"",
                "export PATH A$name=1",
                "for output in a b; do echo ${!output}; done",
                "/bin/env -0 | sort -z",
                "env LC_ALL=C | sort",
                "env -u X",
                "nice printenv",
                "cmake -E environment > all",
                "[[ ! -v ${kind}Flags ]]",
                "concatTo all {make,build}Flags",
                "echo make | xargs -I{} printenv {}Flags",
                "sh -c \"echo \\$${kind}Flags\"",
                "python -c 'import os; print(sorted(os.environ))'",
                "python -c 'import os; print(os.environ[f\"{k}Flags\"])'",
                "perl -e 'print $ENV{$ARGV[0]}' $name",
                "jq -n '$ENV|keys'",
                "node -e 'Object.keys(process.env)'",
                "f=render_$kind; command -v $f && $f",
                "f=render_$kind; if command -v $f; then $f; fi",
                "sh -c 'echo $'$kind'Flags'",
                "zcat code.gz | sh",
                "xz -d < code.xz |\n  /bin/bash -eu -s",
                "curl x | sh && echo done",
                "bash <(zcat code.gz)",
                "sh -c \"$(base64 -d code)\"",
                "for o in $outputs; do o=$1; echo ${!o}; done",
            })
    void codeThatComesToUnwrittenNamesIsFound(String code) {
        assertThat(Dynamic.in(code)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "make install",
                "cp ./configure .",
                "echo \"see x. y\"",
                "cp -r source $out",
                "ls ${outputs[@]} ${!outputs[@]}",
                "mkdir -p ${!outputDev}/include",
                "declare -gn other=plain",
                "declare -i number=$x",
                "printf -v name %s x",
                "cd ../x; cd ..",
                "env LC_ALL=C sort x",
                "printenv HOME",
                "python -c 'import os; print(os.environ[\"HOME\"], os.environ.get(\"X\"))'",
                "perl -e 'print $ENV{HOME}'",
                "node -e 'process.env.HOME'",
                "x=lib$y; cp $x $out",
                "grep -v \"$x\" file",
                "echo \\$HOME; f=$(pwd)/x; $f/run",
                "find . -type f -name \"$name*\"",
                "for output in $(getAllOutputNames); do ls ${!output}; done",
                "for o in \"${!outputs[@]}\"; do ls ${!o}; done",
                "for o in $outputs\ndo ls ${!o}/bin; done",
                "substitute a b --replace @perl@ \"$(type -P perl)\" --replace @out@ $out",
                "yes | sh install.sh",
                "ls | shuf; ls |sha256sum",
                "sh ./configure | cat; cp x.sh $out",
                "# evaluate",
            })
    void otherCodeIsNot(String code) {
        assertThat(Dynamic.in(code)).isEmpty();
    }
}
