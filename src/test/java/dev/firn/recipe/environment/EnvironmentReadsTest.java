package dev.firn.recipe.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentReadsTest {

    /// Longer than what can belong together.
    private static final String FAR =
            "..................................................................................."
                    + "............................................................................"
                    + "..........................................................................";

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\tcp x $(installFlags)",
                "sed s/@installFlags@/x/",
                "echo \"${installFlags-none}\"",
                "x=$installFlags",
                "os.environ.get(\"installFlags\")",
                "getenv ( \"installFlags\" )",
                "message($ENV{installFlags})",
                "if(DEFINED ENV{installFlags})",
                "ENVIRON[\"installFlags\"]",
                "env.installFlags",
                "ifdef installFlags",
                "[ -v installFlags ]",
                "names = ['installFlags']",
                "const { installFlags } = process.env",
                "x = '%(installFlags)s' % environment",
            })
    void nameThatIsReadIsFound(String text) {
        assertThat(in(text)).containsExactly("installFlags");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "installflags InstallFlags $installFlagsX1",
                "$FOO $prefix $(CC)",
                "the man of the house, lib/man",
                "env\nman",
            })
    void nameThatIsNotReadIsNot(String text) {
        assertThat(in(text)).isEmpty();
    }

    @Test
    void wordsOfEnglishCountOnlyAsVariables() {
        assertThat(in("a doc of the man")).isEmpty();
        assertThat(in("mandir = $(man)/share; E.get('doc')")).containsExactly("doc", "man");
        assertThat(in("see installFlags")).containsExactly("installFlags");
    }

    @Test
    void fileThatReadsAllAttributesReadsEverything() {
        assertThat(in("open(os.environ['NIX_ATTRS_JSON_FILE'])"))
                .containsExactly(EnvironmentReads.EVERYTHING);
    }

    @Test
    void programsOfAStepAndRecipesAreNotLookedAt() throws IOException {
        EnvironmentReads reads = new EnvironmentReads();
        reads.addFile(file("flake.nix", "\"${preBuild}\"".getBytes(StandardCharsets.UTF_8)));
        reads.addFile(file("program", "\0 $preBuild".getBytes(StandardCharsets.UTF_8)));
        assertThat(reads.names()).isEmpty();
    }

    @Test
    void programsThatAreGivenAreLookedAt() throws IOException {
        EnvironmentReads reads = new EnvironmentReads();
        byte[] program = "\0ELF\0npmDeps\0doc\0$man\0".getBytes(StandardCharsets.UTF_8);
        reads.addGiven(file("program", program));
        assertThat(reads.names()).containsExactly("npmDeps");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "print $ENV{$_}\nfor qw(doc man)",
                "all: doc man\ndoc man: ; echo $($*)",
                "x = ${$(y)}\ny = doc\nz = man",
                "f() { echo ${!1}; }\nf doc; f man",
            })
    void everyWordCountsWhereNamesAreHeldByVariables(String text) {
        assertThat(in(text)).containsExactly("doc", "man");
    }

    @Test
    void scriptThatGoesOverTheOutputsReadsThem() {
        assertThat(in("for o in $outputs; do mkdir ${!o}; done"))
                .contains("outputs", "doc", "dev")
                .doesNotContain("out", EnvironmentReads.EVERYTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "all: ; echo $($(kind)Flags)",
                "for k in make check:\n  print(os.environ.get('%sFlags' % k))",
                "os.environ[kind + \"Flags\"]",
                "os.getenv(f\"{kind}Phase\")",
                "n=${kind}Flags\necho ${!n}",
                "for k in make check; do eval \"f=\\$${k}Flags\"; done",
                "print $ENV{$kind . 'Target'}",
                "process.env[`${kind}Flags`]",
            })
    void nameThatIsPutTogetherMayBeAny(String text) {
        assertThat(in(text)).contains(EnvironmentReads.EVERYTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "label(\"Flags\"); tab(\"Hooks\");",
                "x = getenv(\"HOME\");" + FAR + "label(\"Flags\");",
                "label(\"Flags\");" + FAR + "x = getenv(\"HOME\");",
                "getenv(\"Flags and more\") %flags 'flags'",
            })
    void endOfANameThatNothingReadsIsAWordLikeAnyOther(String text) {
        assertThat(in(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#!/bin/sh\n  env | sort > info",
                "x: ; y\n\tprintenv >list",
                "all=$(env|sort)",
                "compgen -v | grep x",
                "#!/bin/sh\nset | grep x",
                "export -p > all",
                "declare -x | sort",
                "$(filter post%,$(.VARIABLES))",
            })
    void listOfTheEnvironmentReadsEverything(String text) {
        assertThat(in(text)).contains(EnvironmentReads.EVERYTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "| env | a column |",
                "the env > all; env || true",
                "compgen -W 'a b' -- $x",
                "VARIABLES (.VARIABLE)",
                "set -e; export X=y | z; a set | b; typeset -a list",
                "/usr/bin/env | x; env FOO=x cmd | y",
                "prog ship (set|get) <name>, or mine (set|remove)",
            })
    void whatIsLikeAListIsNone(String text) {
        assertThat(in(text)).doesNotContain(EnvironmentReads.EVERYTHING);
    }

    @Test
    void wordsOfALoopCountWhereItsVariableIsEvaluated() {
        assertThat(in("for o in doc \\\n man; do\n eval \"d=\\$$o\"; done; dev; lib bin"))
                .containsExactly("doc", "man");
        assertThat(in("eval \"d=\\${$o}\"\nfor p in man; do :; done\nfor o in doc\ndo"))
                .containsExactly("doc");
        assertThat(in("eval ac_val=\\$$ac_var\nfor ac_var in $vars; do; doc")).isEmpty();
    }

    @Test
    void namesInBracesCountInPython() {
        assertThat(in("'{man}'.format_map(os.environ)\n")).containsExactly("man");
        assertThat(in("'{man}'\nimport os\nprint(x.format_map(E(os.environ)))"))
                .containsExactly("man");
        assertThat(in("\\emph{man} { man }")).isEmpty();
    }

    @Test
    void storePathsInFilesOfAStepAreTold() throws IOException {
        String path = "/nix/store/00000000000000000000000000000000-rules-1.2+b";
        EnvironmentReads reads = new EnvironmentReads();
        byte[] text =
                ("include " + path + "/x.mk /nix/store/0e-no").getBytes(StandardCharsets.UTF_8);
        reads.addFile(file("Makefile", text));
        assertThat(reads.names()).containsExactly(path);

        EnvironmentReads ofLink = new EnvironmentReads();
        ofLink.addLink(path + "/bin/x");
        ofLink.addLink("../nix/store");
        assertThat(ofLink.names()).containsExactly(path);

        EnvironmentReads ofInput = new EnvironmentReads();
        ofInput.addGiven(file("Makefile", text));
        assertThat(ofInput.names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo ${!names[@]} ${!name@}",
                "v=$($CC --version); w=$($(which cc) -v)",
                "$(am__v_CC_$(V)) $($(x)_OBJECTS) doc",
                "print $ENV{PATH}\ndoc",
            })
    void scriptThatReadsOtherNamesDoesNot(String text) {
        assertThat(in(text)).isEmpty();
    }

    @Test
    void wordsOfEnglishAreAskedForInMake() {
        assertThat(in("a = $(origin doc) $(value man)")).containsExactly("doc", "man");
    }

    @Test
    void nameIsFoundWhereverItLiesInABigFile() throws IOException {
        for (int before : new int[] {8180, (1 << 20) - 4, (1 << 20) + 250, (1 << 21) + 240}) {
            EnvironmentReads reads = new EnvironmentReads();
            String text = "x".repeat(before - 1) + "\n$(preBuild)\n" + "y\n".repeat(700_000);
            reads.addFile(file("big", text.getBytes(StandardCharsets.UTF_8)));
            assertThat(reads.names()).as("after %d", before).contains("preBuild");
        }
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    private static Iterable<String> in(String text) {
        EnvironmentReads reads = new EnvironmentReads();
        reads.addText(text);
        return reads.names();
    }
}
