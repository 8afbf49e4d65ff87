package dev.firn.bash.mention;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnumerationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "for v in ${!NIX_*}; do :; done ~ ${!NIX_*}",
                "echo \"${!cmake@}\" ~ ${!cmake@}",
                "compgen -v | grep x ~ compgen -v",
                "compgen -A variable ~ compgen -A variable",
                "declare -p ~ declare -p",
                "x=$(declare -p 2>/dev/null | sort) ~ declare -p",
                "if true; then set > vars; fi ~ set",
                "( set -o posix; set ) ~ set",
                "env ~ env",
                "env | sort ~ env",
                "env >& log ~ env",
                "{ env; } ~ env",
                "printenv -0 | cat ~ printenv -0",
                "export -p ~ export -p",
                "builtin export 2>/dev/null >| variables ~ export",
                "grep out env-vars ~ env-vars",
                "cat /proc/self/environ ~ /proc/self/environ",
                "find . -maxdepth 0 -exec env \\; ~ env",
                "echo | xargs env > vars ~ env",
                "sh -c \"export\" | grep pre ~ export",
                "bash -c 'set | grep pre' ~ set",
                "make -p | grep pre ~ make --print-data-base",
                "make -f x -np ~ make --print-data-base",
            })
    void listingIsFound(String code, String idiom) {
        assertThat(Enumeration.in(code)).isEqualTo(idiom);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "declare -p name",
                "declare -A m; declare -a list=()",
                "set -e; set -- a b; set +x; set \"$@\"",
                "env FOO=1 make; env -i sh; env -u X make; env \"$x\" make",
                "printenv PATH; export PATH; export -f f; export \"x=$y\"",
                "echo not set; echo 'env'; : ${x-set}; unset x; environment=1",
                "for i in \"${!list[@]}\"; do :; done; echo ${!name} ${!name-}",
                "compgen -G '*.c'",
                "# set",
                "sh -c \"echo env\"; sh -c 'make' \"set\"; makeWrapper -p; make install -C x; mkdir -p x",
                "out=set; make env; $env; ./env",
            })
    void otherCodeIsNot(String code) {
        assertThat(Enumeration.in(code)).isEmpty();
    }
}
