package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a step does not see is not there; where it needs it after all, it gets it.
class SightTest {

    @TempDir Path place;
    private ThisMachine machine;

    @BeforeEach
    void enter() throws IOException {
        machine = new ThisMachine(place);
    }

    private static String[] edit(String attributes) {
        return new String[] {"--arg", "edit", "{ " + attributes + " }"};
    }

    @Test
    void whatIsHiddenIsAbsentFromTheProcess() throws IOException {
        String[] edited = edit("postInstall = \"true\"; preFixup = \"true\"; FOO = \"1\";");
        Path out = Path.of(machine.build("sighted", edited).orFail().out());

        assertThat(Files.readAllLines(out.resolve("variables")))
                .contains("FOO", "greeting", "out", "PATH", "name")
                .doesNotContain("postInstall", "preFixup", "installPhase", "buildInputs");
        assertThat(Files.readString(out.resolve("greeting"))).isEqualTo("hello\n");
    }

    @Test
    void withoutTheCacheNothingIsHidden() throws IOException {
        List<String> words = new ArrayList<>(List.of("--no-cache"));
        words.addAll(List.of(edit("postInstall = \"true\";")));
        Path out = Path.of(machine.build("sighted", words.toArray(String[]::new)).orFail().out());

        assertThat(Files.readAllLines(out.resolve("variables")))
                .contains("postInstall", "installPhase", "greeting");
    }

    @Test
    void inputsWithoutANameAreNotMounted() throws IOException {
        Path out = Path.of(machine.build("sighted").orFail().out());

        String inputs = Files.readString(out.resolve("inputs"));
        assertThat(inputs).contains("-leaf");
        assertThat(inputs).doesNotContain("-branch", "-stdenv\n");
        assertThat(Files.readString(out.resolve("branch"))).endsWith("-branch\n");
    }

    @Test
    void failedStepRunsOnceMoreWithEverythingAndIsRemembered() throws IOException {
        Report first = machine.build("dynamic").orFail();
        Sameness.check(first.results(), machine.nixBuild("dynamic"), machine);
        assertThat(first.ran().stderr())
                .containsOnlyOnce("buildPhase failed (exit code 127); it runs once more");

        String[] edited = edit("preBuild = \"true\";");
        Report second = machine.build("dynamic", edited).orFail();

        Sameness.check(second.results(), machine.nixBuild("dynamic", edited), machine);
        assertThat(second.ran().stderr()).doesNotContain("runs once more");
        assertThat(machine.build("dynamic").orFail().firstThatRan()).isEqualTo("none");
    }

    /// In a message of its own, bash names a line of firn's script, which is another each time.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "buildPhase = \"echo no; false\";",
                "buildPhase = \"cd /nowhere\";",
                "buildPhase = \"echo took $RANDOM s; false\";"
            })
    void failureOfItsOwnIsToldAfterASecondRun(String attributes) {
        String[] failing = edit(attributes);
        Report report = machine.build("dynamic", failing);

        assertThat(report.ran().status()).isEqualTo(1);
        assertThat(report.steps()).containsEntry("buildPhase", "failed");
        assertThat(report.ran().stderr())
                .containsOnlyOnce("buildPhase failed (exit code 1); it runs once more");

        Report again = machine.build("dynamic", failing);
        assertThat(again.ran().status()).isEqualTo(1);
        assertThat(again.ran().stderr())
                .contains("buildPhase: running: it failed the last time")
                .doesNotContain("runs once more");

        Report edited = machine.build("dynamic", edit("buildPhase = \"echo still no; false\";"));
        assertThat(edited.ran().stderr())
                .contains("buildPhase: running: buildPhase changed\n")
                .containsOnlyOnce("runs once more");
    }

    /// Also if that run came to the same as the one before.
    @Test
    void reasonIsTheDifferenceToTheRunBefore() throws IOException {
        machine.build("dynamic").orFail();
        machine.build("dynamic", edit("postFixup = \"true\";")).orFail();

        Report report = machine.build("dynamic", edit("postFixup = \"true 2\";")).orFail();

        assertThat(report.ran().stderr()).contains("fixupPhase: running: postFixup changed\n");
        assertThat(machine.firn("explain", "fixup").orFail()).contains("-true\n", "+true 2");
    }

    @Test
    void scopeIsForABeginningOfAStepAndForAVariableThatIsThere() throws IOException {
        Report report =
                machine.build("dynamic", "--scope", "name=fixup", "--scope", "NONE=fixupPhase");

        assertThat(report.ran().stderr())
                .contains("a scope is for NONE, a variable that this build has not");
        assertThat(
                        machine.build("dynamic", "--scope", "name=fix", "--until", "patch")
                                .ran()
                                .status())
                .isZero();
    }

    @Test
    void variableThatAFileReadsIsSeen() throws IOException {
        machine.build("asked").orFail();
        String[] edited = edit("installFlags = [ \"two\" ];");

        Report report = machine.build("asked", edited).orFail();

        assertThat(Path.of(report.out(), "answer")).hasContent("flags: two\n");
        Sameness.check(report.results(), machine.nixBuild("asked", edited), machine);
    }

    @Test
    void whatAScriptOfTheStepItselfListsIsSeen() throws IOException {
        String listing =
                "buildPhase = \"echo 'compgen -v | grep ^installF > answer' > r; bash r || true\";";
        machine.build("asked", edit(listing)).orFail();
        String[] edited = edit(listing + " otherFlags = \"x\"; installFlags = \"two\";");

        Report report = machine.build("asked", edited).orFail();

        assertThat(Path.of(report.out(), "answer")).hasContent("installFlags\n");
        Sameness.check(report.results(), machine.nixBuild("asked", edited), machine);
    }

    @Test
    void variableIsSeenByAHookThatPutsItsNameTogether() throws IOException {
        machine.build("told").orFail();
        String[] edited = edit("installFlags = [ \"two\" ];");

        Report report = machine.build("told", edited).orFail();

        assertThat(Path.of(report.out(), "told")).hasContent("two");
        Sameness.check(report.results(), machine.nixBuild("told", edited), machine);
    }

    @Test
    void stepThatDoesTheSameLetsLaterLayersCount() throws IOException {
        machine.build("rewriting").orFail();
        String[] comment = edit("postPatch = \"# another comment\";");

        Report report = machine.build("rewriting", comment).orFail();

        assertThat(report.stepsThatRan()).containsExactly("patchPhase");
        assertThat(report.detail("patchPhase")).isEqualTo("the same as before");
        Sameness.check(report.results(), machine.nixBuild("rewriting", comment), machine);
        assertThat(machine.build("rewriting", comment).orFail().firstThatRan()).isEqualTo("none");
        assertThat(machine.firn("log", "patchPhase").orFail()).contains("patchPhase");
    }

    /// Where a later step gives a new value to what an earlier one has set anew.
    @Test
    void stepsGoByTheStateOfTheLayerThatStandsIn() {
        machine.build("rewriting").orFail();
        String[] other = edit("unread = \"x\";");
        assertThat(machine.build("rewriting", other).orFail().firstThatRan())
                .isEqualTo("patchPhase");
        assertThat(machine.build("rewriting", other).orFail().firstThatRan()).isEqualTo("none");

        String[] later = edit("buildPhase = \"cp text built; echo > time\";");
        machine.build("rewriting", later).orFail();
        assertThat(machine.build("rewriting").orFail().firstThatRan()).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    NIX_BUILD_CORES = "1";      | NIX_BUILD_CORES = "7";
                    preHook = "ulimit -n 200";  | preHook = "ulimit -n 300";
                    """)
    void whatTheRecipeSetsOfTheMachinesOwnCounts(String before, String after) throws IOException {
        String rest = " buildPhase = \"(echo $NIX_BUILD_CORES; ulimit -n) > greeting\";";
        String install = rest + " installPhase = \"mkdir $out; cp greeting $out/\";";
        machine.build("sighted", edit(before + install)).orFail();

        Report report = machine.build("sighted", edit(after + install)).orFail();

        String[] edited = edit(after + install);
        Sameness.check(report.results(), machine.nixBuild("sighted", edited), machine);
    }

    @Test
    void stepThatTouchesAFileMoreDoesNotDoTheSame() throws IOException {
        machine.build("rewriting").orFail();
        String[] touch = edit("postPatch = \"touch old\";");

        Report report = machine.build("rewriting", touch).orFail();

        assertThat(report.stepsThatRan()).contains("patchPhase", "buildPhase", "installPhase");
    }

    @Test
    void everyReasonIsGivenInALine() {
        Report first = machine.build("rewriting").orFail();
        assertThat(first.reason("buildPhase")).isEqualTo("never built");

        Report edited = machine.build("rewriting", edit("installPhase = \"mkdir $out\";"));
        assertThat(edited.reason("installPhase")).isEqualTo("installPhase changed");
        assertThat(edited.reason("buildPhase")).isEmpty();

        Report variable = machine.build("rewriting", edit("FOO = \"1\"; BAR = \"1\";"));
        assertThat(variable.reason("patchPhase")).isEqualTo("BAR is new, FOO is new");

        Report whole = machine.build("rewriting", "--no-cache");
        assertThat(whole.reason("patchPhase")).isEqualTo("the cache is not to be used");
    }

    @Test
    void removedLayerIsTheReasonForRunningAgain() throws IOException {
        Report first = machine.build("rewriting").orFail();
        String listing = machine.firn("ls", "--json").orFail();
        String id = listing.replaceAll(".*\"buildPhase\".*?\"layer\":\"(\\w+)\".*", "$1").strip();
        assertThat(first.firstThatRan()).isEqualTo("patchPhase");
        machine.run("rm", "-rf", machine.cache().resolve("layers").resolve(id).toString()).orFail();

        Report again = machine.build("rewriting").orFail();

        assertThat(again.reason("buildPhase")).isEqualTo("its layer was removed from the cache");
        assertThat(again.stepsThatRan())
                .isEqualTo(List.of("buildPhase", "installPhase", "fixupPhase"));
        assertThat(machine.firn("explain", "buildPhase").orFail())
                .contains("its layer was removed from the cache", "has been removed since");
    }
}
