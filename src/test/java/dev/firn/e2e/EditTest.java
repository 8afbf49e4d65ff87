package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// After an edit only what it can change is built again, and the result is that of a whole build.
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
                    plain | postUnpack = "echo more > $sourceRoot/more"; | unpackPhase
                    plain | postPatch = "echo >> greet.h"; | patchPhase
                    plain | configureFlags = [ "--x" ]; | configurePhase
                    plain | preBuild = "echo more >> greet.h"; | buildPhase
                    plain | doCheck = false; | installPhase
                    plain | preCheck = "echo checked > checked"; | checkPhase
                    plain | postInstall = "echo edited > $out/edited"; | installPhase
                    plain | dontStrip = true; | fixupPhase
                    plain | doInstallCheck = true; | fixupPhase
                    plain | postFixup = "echo $out > $out/self"; | fixupPhase
                    plain | COLOUR = "red"; | unpackPhase
                    patched | postPatch = "echo >> greet.h"; | patchPhase
                    patched | patches = [ ]; | unpackPhase
                    structured | postInstall = "echo edited > $out/edited"; | installPhase
                    structured | makeFlags = [ "X=y" ]; | buildPhase
                    outputs | postInstall = "touch $dev $man"; | installPhase
                    upToDate | postInstall = "wc -l made > $out/made"; | installPhase
                    upToDate | preCheck = "make -q && touch greet.h"; | checkPhase
                    selfReference | buildPhase = "echo $out > self; echo > halves"; | buildPhase
                    selfReference | postFixup = "echo x > $out/x"; | fixupPhase
                    passAsFile | installPhase = "cp -L $letterPath $out"; | installPhase
                    passAsFile | letter = "other"; | patchPhase
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
                    phasesList | installPhase = "cp count $out"; | installPhase
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
