package dev.firn.e2e;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A program that reads a variable of another phase gets it, wherever the program comes from.
class ReaderTest {

    @TempDir Path place;

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    changes | nativeBuildInputs = [ asker ]; buildPhase = "asker > asked";
                    changes | buildPhase = "sh ${askerScript} > asked";
                    plain   | src = askingSource; postUnpack = "sh $sourceRoot/ask > $sourceRoot/asked";
                    """)
    void programFindsTheVariable(String attribute, String edit) throws IOException {
        ThisMachine machine = new ThisMachine(place);
        String tools = ThisMachine.PACKAGES.resolveSibling("tools.nix").toString();
        String rest = " doCheck = false; installFlags = [ \"x\" ];";
        String install = " installPhase = \"mkdir $out; cp asked $out/\";";
        String all = "with import " + tools + "; { " + edit + rest + install + " }";

        Report report = machine.build(attribute, "--arg", "edit", all).orFail();

        Sameness.check(
                report.results(), machine.nixBuild(attribute, "--arg", "edit", all), machine);
    }

    /// Names that are not written where they are used, texts that are tested, and times that are
    /// set: each edit has to show in the result.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    buildPhase = "for s in Foo Bar; do runHook pre$s; done"; preFoo = "echo EDIT >> r"; preBar = "echo bar >> r";
                    buildPhase = "if true; then x=1; else eval x; fi; y=Foo; printenv pre$y > r"; preFoo = "EDIT";
                    buildPhase = ''[ -v pre''${x-Foo} ] && env | grep ^preFoo= > r''; preFoo = "EDIT";
                    buildPhase = ''case $x in *) n=preFoo ;; esac; echo ''${!n} > r''; preFoo = "EDIT";
                    buildPhase = ''declare -n ref="pre''${x-Foo}"; echo $ref > r''; preFoo = "EDIT";
                    buildPhase = ''if [[ "$checkPhase" == *EDIT* ]]; then echo slow > r; else echo fast > r; fi''; checkPhase = "echo EDIT";
                    buildPhase = ''[ "$checkPhase" != EDIT ] && echo other > r || echo same > r''; checkPhase = "EDIT";
                    buildPhase = ''sh -c 'eval "$RUNIT"' > r''; RUNIT = "echo $preFoo"; preFoo = "EDIT";
                    buildPhase = "echo echo '$preFoo' > s; sh ./s > r"; preFoo = "EDIT";
                    buildPhase = "bash $codePath > r"; passAsFile = [ "code" ]; code = "echo $preFoo"; preFoo = "EDIT";
                    patchPhase = "runHook postPatch"; postPatch = "touch -d '2040-01-0EDIT UTC' x"; buildPhase = "stat -c %Y x > r";
                    patchPhase = "runHook postPatch"; postPatch = "touch -d '2000-01-0EDIT UTC' x"; buildPhase = "stat -c %Y x > r";
                    succeedOnFailure = true; buildPhase = ''n=Foo; printenv "pre$n" > r''; preFoo = "EDIT";
                    """)
    void editShowsWhateverTheWayToIt(String attributes) throws IOException {
        ThisMachine machine = new ThisMachine(place);
        for (String text : new String[] {"1", "2"}) {
            String edit =
                    "{ "
                            + attributes.replace("EDIT", text)
                            + " doCheck = false; installPhase = \"mkdir $out; cp r $out/\"; }";

            Report report = machine.build("changes", "--arg", "edit", edit).orFail();

            Sameness.check(
                    report.results(), machine.nixBuild("changes", "--arg", "edit", edit), machine);
        }
    }
}
