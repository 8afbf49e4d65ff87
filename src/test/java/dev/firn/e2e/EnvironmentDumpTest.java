package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testkit.NixHost;
import dev.firn.testkit.NixRelease;
import dev.firn.testkit.NixUser;
import dev.firn.testkit.Ran;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// stdenv lists all exported variables in a file of the build directory. A step that reads it,
/// however it comes to that, sees all of them.
class EnvironmentDumpTest {

    /// Ways to come to the file without its name. The first phase of a build is special: it is the
    /// one that is the first to write the file.
    private static final String PHASES = "phases = \"installPhase fixupPhase\"; ";

    private final NixHost host = NixHost.withTools(NixRelease.NEWEST);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "installPhase = \"mkdir $out; cp -r * $out\";",
                "installPhase = \"for i in *; do cat $i; done > $out\";",
                "installPhase = \"mkdir sub $out; cd sub; grep -rh Fixup= .. > $out/found\";",
                "installPhase = \"mkdir $out; printf 'all:\\\\n\\\\tcp -r . $(out)\\\\n' > Makefile; make\";",
                "installPhase = \"mkdir $out; mv ${builtins.substring 0 3 \"env\"}* $out\";",
                PHASES
                        + "installPhase = \"mkdir $out; for i in *; do read -r x < $i; done; grep -h Fixup= * > $out/found\";",
                PHASES + "installPhase = \"mkdir $out; cp -r \\\"$(pwd)\\\" $out\";",
                PHASES + "installPhase = \"mkdir $out; mv * $out\";",
                "installPhase = \"mkdir $out; cp -r * $out; sed -i s/true/false/ $out/*\";",
                // Inseparable from the step after it, as a process still runs.
                "buildPhase = \"cat * > seen; sleep 2 &\"; installPhase = \"wait; cp seen $out\";",
                "__structuredAttrs = true; installPhase = \"mkdir $out; cat .a* > $out/all\";"
            })
    void stepThatReadsItSeesAll(String attributes) throws IOException {
        for (NixUser user : List.of(host.asUser(), host.asRootWithDaemon())) {
            build(user, attributes + " postFixup = \"true 1\";").orFail();

            String edit = attributes + " postFixup = \"true 2\";";
            Report edited = build(user, edit);

            assertThat(edited.orFail().firstThatRan()).isIn("buildPhase", "installPhase");
            Ran verified = program(user, words("verify", user, edit));
            assertThat(verified.orFail()).contains("identical to a clean build of Nix");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "installPhase = \"mkdir $out; ls -la > list; stat * >> list; touch $out/x\";",
                PHASES
                        + "installPhase = \"mkdir $out; find . > list; chmod -R u+w .; touch $out/x\";"
            })
    void stepThatOnlyLooksAtItsNameDoesNot(String attributes) throws IOException {
        NixUser user = host.asUser();
        build(user, attributes + " postFixup = \"true 1\";").orFail();

        Report edited = build(user, attributes + " postFixup = \"true 2\";").orFail();

        assertThat(edited.firstThatRan()).isEqualTo("fixupPhase");
    }

    private static Report build(NixUser user, String attributes) throws IOException {
        List<String> words = words("build", user, attributes);
        words.addAll(List.of("--json", "--no-link"));
        return new Report(program(user, words));
    }

    private static List<String> words(String command, NixUser user, String attributes) {
        Path packages = user.checkout().resolve("src/test/nix/packages.nix");
        String cache = "--cache=" + user.home().resolve("cache-dump");
        return new ArrayList<>(
                List.of(
                        command,
                        cache,
                        "-f",
                        packages.toString(),
                        "-A",
                        "dumped",
                        "--arg",
                        "edit",
                        "{ " + attributes + " }"));
    }

    private static Ran program(NixUser user, List<String> words) throws IOException {
        Program program = Program.forAll(user.checkout(), user.home());
        return user.run(program.command(words.toArray(String[]::new)).toArray(String[]::new));
    }
}
