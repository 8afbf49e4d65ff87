package dev.firn.e2e;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/// Random shell code for hooks and phases. It reads and writes variables, functions and files whose
/// names come from a small stock, in the ways in which one phase can come to see what another did
/// or what an attribute holds: so what one step writes, a later one often reads.
///
/// Left out is what depends on the machine or the moment, and a child process that goes through its
/// whole environment: that is the one reader from which firn hides variables knowingly.
final class RandomCode {

    /// Names of variables, some of which are known to be for shell code alone when they are
    /// attributes, and of attributes that stdenv knows.
    static final List<String> VARIABLES =
            List.of(
                    "alpha",
                    "betaValue",
                    "COLOUR",
                    "wordFlags",
                    "preWord",
                    "doCount",
                    "dontWorry",
                    "someTarget",
                    "sampleHook",
                    "cmakeThing",
                    "makeFlags",
                    "checkTarget",
                    "postInstall",
                    "buildPhase",
                    "name",
                    "patches",
                    "outputs");

    /// Those of them that no phase of stdenv reads.
    static final List<String> FREE = VARIABLES.subList(0, 10);

    static final List<String> FUNCTIONS = List.of("helper", "tell", "postWord", "countPhase");
    private static final List<String> LISTS = List.of("items", "moreFlags", "stock");
    private static final List<String> FILES =
            List.of("one.txt", "two.txt", "/build/three.txt", "sub.txt", "greet.in");
    private static final List<String> SCRIPTS = List.of("a.sh", "/build/b.sh", "helperPhase.sh");

    private static final List<String> PIECES =
            """
            @v=@w
            @v=@w
            export @v=@w
            export @v
            @v+=@w
            unset @v
            export -n @v
            declare -g @v=@w
            declare -gx @v="${@u-} @w"
            printf -v @v %s @w
            read -r @v < @f || true
            : "${@v:=@w}"
            local @v=@w; echo "$@v" >> @f
            readonly once@v=@w || true
            echo "@w ${@v-unset}" >> @f
            echo "@w ${@v-unset}" >> @f
            echo "@v is ${@v:+set} and ${#@v}" >> @f
            which=@v; echo "which ${!which-unset}" >> @f
            for each in @v @u; do echo "each ${!each-unset}" >> @f; done
            declare -n ref=@v; echo "ref ${ref-unset}" >> @f; unset -n ref
            eval "echo evaluated \\${@v-unset}" >> @f
            if [[ -v @v ]]; then echo "@v is there" >> @f; fi
            if [[ ${@v-@w} == @w ]]; then echo "@v is @w" >> @f; fi
            if [[ -z ${@v-} ]]; then @v=@w; fi
            case "${@v-}" in *@w*) echo "@v has @w" >> @f ;; esac
            declare -p @v >> @f 2> /dev/null || true
            echo ${!@p*} >> @f
            compgen -v @p >> @f || true
            sh -c 'echo "child ${@v-unset}"' >> @f
            bash -c 'echo "child ${@v-unset}"' >> @f
            perl -e 'print "perl ", $ENV{"@v"} // "unset", "\\n"' >> @f
            awk 'BEGIN { print "awk", ENVIRON["@v"] }' >> @f
            printenv @v >> @f || true
            env | grep '^@v=' >> @f || true
            @v=@w sh -c 'echo "given $@v"' >> @f
            printf 'all:\\n\\t@echo made $(@v)\\n' > @v.mk
            if [[ -e @v.mk ]]; then make -s -f @v.mk >> @f; fi
            for each in *.mk; do make -s -f $each >> @f; done
            echo 'echo "script ${@v-unset}"' >> @s
            echo 'echo "function $(@g 2> /dev/null)"' >> @s
            echo '@v=@w' >> @s
            if [[ -e @s ]]; then source @s >> @f; fi
            if [[ -e @s ]]; then . @s; fi
            if [[ -e @s ]]; then sh @s >> @f; fi
            if [[ -e @s ]]; then bash @s >> @f || true; fi
            for each in *.sh; do source ./$each >> @f; done
            @g() { echo "@g of @w: ${@v-none}" >> @f; }
            @g() { @v=@w; }
            @g() { local @v=@w; @h; }
            if declare -F @g > /dev/null; then @g; fi
            if declare -F @g > /dev/null; then @g; fi
            @g || true
            $(type -t @g > /dev/null && echo @g)
            export -f @g || true
            bash -c '@g' >> @f 2> /dev/null || true
            declare -f @g >> @f || true
            unset -f @g
            @l=(@w "two words" "${@v-}"); @l+=(last)
            @l+=("${@v-}")
            printf '<%s>' "${@l[@]}" >> @f
            echo "${#@l[@]} ${@l[1]-none}" >> @f
            declare -gA table=([@w]=1 [key]=${@v-none})
            echo "${table[key]-none} ${!table[@]}" >> @f
            preBuildHooks+=(@g); @g() { echo "hooked @w" >> @f; }
            postInstallHooks+=('echo "late ${@v-unset}" >> /build/three.txt')
            fixupOutputHooks+=(@g); @g() { echo "fixing $prefix ${@v-unset}" >> /build/three.txt; }
            prependToVar @v @w
            appendToVar makeFlags X=@w
            appendToVar @l @w
            concatTo @l @v; echo "${@l[@]}" >> @f
            substituteInPlace greet.in --replace-quiet hello "@w ${@v-}"
            substituteInPlace greet.in --replace-quiet hello "@w"
            if [[ -e greet.in ]]; then substituteAll greet.in @f; fi
            if [[ -e @f ]]; then substitute @f two.txt --subst-var-by x "${@v-}"; fi
            echo '@@v@ x' >> @f
            # a comment on @v
            # a comment, @w
            touch @f
            rm -f @f
            sort -u -o @f @f 2> /dev/null || true
            [[ ! -e @f ]] || cp @f two.txt
            mkdir -p deep; pushd deep > /dev/null; pwd >> one.txt; popd > /dev/null
            [[ ! -e @f ]] || mv @f one.txt
            ln -sf one.txt link.txt
            for each in $outputs; do echo "output $each ${!each}" >> @f; done
            for each in $(getAllOutputNames); do echo "output $each ${!each}" >> @f; done
            echo "$out ${dev-no dev}" >> @f
            echo "$PATH" >> @f
            type -t sample sampleTool wrapProgram >> @f || true
            if type -P sample > /dev/null; then sample >> @f; fi
            trap 'echo "trapped ${@v-unset}" >> /build/three.txt' USR1; kill -USR1 $$
            shopt -s nocaseglob; umask 022; set +u
            IFS=@w; IFS=$' \\t\\n'
            echo "$SHELL ${SOURCE_DATE_EPOCH}" >> @f
            if [[ -n ${doCheck-} ]]; then echo "checks" >> @f; fi
            if [[ ${buildPhase-} == *@w* ]]; then echo "builds" >> @f; fi
            eval "${@v-}" 2> /dev/null || true
            runHook @v
            return 0
            """
                    .lines()
                    .toList();

    private static final List<String> ENDS =
            List.of(
                    "exit 0",
                    "false",
                    "exit 3",
                    "no-such-command",
                    "kill -TERM $$",
                    "if true; then");

    /// From code that comes to names which are not written in it nothing is hidden.
    private static final Pattern COMES_TO_ANY_NAME =
            Pattern.compile("source |eval |\\$\\{!|^if .*\\. @s|declare -n|compgen|env \\|");

    private final Random random;
    private final List<String> pieces;

    /// Half of all make code in which every name is written.
    RandomCode(Random random) {
        this.random = random;
        this.pieces =
                random.nextBoolean()
                        ? PIECES
                        : PIECES.stream()
                                .filter(piece -> !COMES_TO_ANY_NAME.matcher(piece).find())
                                .toList();
    }

    String word() {
        return oneOf(List.of("red", "blue", "x", "hello", "tell", "alpha"));
    }

    /// A few lines, which seldom fail.
    String lines() {
        StringBuilder code = new StringBuilder();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            code.append(filled(oneOf(pieces))).append('\n');
        }
        if (random.nextInt(50) == 0) {
            code.append(oneOf(ENDS)).append('\n');
        }
        return code.toString();
    }

    private String filled(String piece) {
        String variable = oneOf(VARIABLES);
        return piece.replace("@@v@", "@" + variable + "@")
                .replace("@v", variable)
                .replace("@u", oneOf(VARIABLES))
                .replace("@w", word())
                .replace("@f", oneOf(FILES))
                .replace("@s", oneOf(SCRIPTS))
                .replace("@l", oneOf(LISTS))
                .replace("@p", oneOf(List.of("al", "word", "do", "pre", "some")))
                .replace("@g", oneOf(FUNCTIONS))
                .replace("@h", oneOf(FUNCTIONS));
    }

    <T> T oneOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
