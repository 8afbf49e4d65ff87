package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is built on older layers is as a whole build makes it, however odd the steps below are.
// Which
/// edit runs which steps in general is in [EditMatrixTest].
class EditTest {

    @TempDir static Path shared;
    private static ThisMachine machine;

    @BeforeAll
    static void enter() throws IOException {
        machine = new ThisMachine(shared);
    }

    @ParameterizedTest(name = "{0} with {1} runs from {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    structured | postInstall = "echo edited > $out/edited"; | installPhase
                    outputs | postInstall = "touch $dev $man"; | installPhase
                    upToDate | postInstall = "wc -l made > $out/made"; | installPhase
                    upToDate | preCheck = "make -q && touch greet.h"; | checkPhase
                    selfReference | buildPhase = "echo $out > self; echo > halves"; | buildPhase
                    selfReference | postFixup = "echo x > $out/x"; | fixupPhase
                    passAsFile | installPhase = "cp -L $letterPath $out"; | installPhase
                    referencesGraph | postFixup = "cp /build/graph $out/again"; | fixupPhase
                    leaks | postInstall = "declare -p table > $out/table"; | installPhase
                    hardLinks | postFixup = "echo five >> $out/x; stat -c %h $out/y > $out/n"; | fixupPhase
                    changes | preInstall = "echo edited >> grown"; | installPhase
                    movedDirectory | postInstall = "mv moved $out/back"; | installPhase
                    renamedDirectory | postInstall = "ls -R > $out/all"; | installPhase
                    renamedOutput | postFixup = "mv $out/lib64 $out/other"; | fixupPhase
                    choosingPhase | checkPhase = "echo own > checks"; | configurePhase
                    localsInHooks | preBuild = "true"; | buildPhase
                    background | postInstall = "echo edited > $out/edited"; | buildPhase
                    openFile | postInstall = "echo edited > $out/edited"; | buildPhase
                    posixMode | postFixup = "echo edited > $out/edited"; | fixupPhase
                    lostDirectory | postFixup = "echo edited > $out/edited"; | fixupPhase
                    exitEarly | buildPhase = "mkdir $out"; | buildPhase
                    exitTrap | postInstall = "echo edited > $out/edited"; | installPhase
                    exitHooks | exitHook = "echo other >> $out/ended"; | patchPhase
                    ownBuilder | postFixup = "echo edited > $out/edited"; | fixupPhase
                    longChain | count100Phase = "rm n49; echo x > n100; last=x"; | count100Phase
                    """)
    void rebuildStartsWhereTheEditIs(String attribute, String edit, String first)
            throws IOException {
        String[] edited = {"--arg", "edit", "{ " + edit + " }"};
        machine.build(attribute).orFail();

        Report report = machine.build(attribute, edited).orFail();

        Sameness.check(report.results(), machine.nixBuild(attribute, edited), machine);
        assertThat(report.firstThatRan()).isEqualTo(first);
        assertThat(machine.build(attribute, edited).orFail().firstThatRan()).isEqualTo("none");
        assertThat(machine.build(attribute).orFail().firstThatRan()).isEqualTo("none");
    }
}
