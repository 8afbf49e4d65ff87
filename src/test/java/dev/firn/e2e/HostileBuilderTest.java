package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A builder that puts links and pipes in the place of what firn reads, writes and removes leads it
/// nowhere, and to no bug.
class HostileBuilderTest {

    private static final String SECRET = "c3VjaCBhIHNlY3JldA";

    @TempDir Path place;
    private ThisMachine machine;
    private Path victim;

    @BeforeEach
    void enter() throws IOException {
        machine = new ThisMachine(place);
        victim = Files.createDirectory(place.resolve("victim"));
        Files.writeString(victim.resolve("file"), SECRET);
        // What would make firn believe in a dump.
        Files.writeString(victim.resolve("end"), "complete");
        Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("r-xr-xr-x"));
    }

    /// What JUnit cannot remove, as a path in it is too long.
    @AfterEach
    void remove() {
        machine.run("rm", "-rf", machine.cache().toString()).orFail();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    pipeOfTheNextStep  | sleep 1000 & rm /.firn/out/go; ln -s VICTIM/file /.firn/out/go
                    pauseByHand        | rm /.firn/out/go; ln -s VICTIM/file /.firn/out/go; : > /.firn/out/paused; sleep 1000
                    wholeDump          | cd /.firn/out; for i in after-*; do rm -r $i; ln -s VICTIM $i; done; exit 0
                    dumpOfTheExit      | rm -r /.firn/out/exit; ln -s VICTIM /.firn/out/exit; exit 0
                    dumpOfTheFailure   | rm -r /.firn/out/exit; ln -s VICTIM /.firn/out/exit; exit 3
                    linkInADump        | ln -s VICTIM/file /.firn/out/exit/variables; : > /.firn/out/exit/end; exit 4
                    pipeInADump        | mkfifo /.firn/out/exit/names; : > /.firn/out/exit/end; trap - EXIT; exit 5
                    command            | ln -s VICTIM/file /.firn/out/command; trap - EXIT; exit 6
                    pipeForTheCommand  | mkfifo /.firn/out/command; trap - EXIT; exit 7
                    linkPaused         | ln -s VICTIM/file /.firn/out/paused; sleep 1000
                    endlessDump        | truncate -s 1T /.firn/out/exit/variables; : > /.firn/out/exit/end; trap - EXIT; exit 8
                    nonsense           | for i in variables names functions shell traps disabled environ end; do echo x > /.firn/out/exit/$i; done; trap - EXIT; exit 9
                    closed             | ln -s VICTIM d; mkdir -p a/b; ln -s VICTIM a/b/c; chmod 0 a/b a; exit 10
                    deep               | for i in {1..1500}; do mkdir deeper_and_deeper; cd deeper_and_deeper; done; ln -s VICTIM l; exit 11
                    """)
    void linksAndPipesOfABuilderLeadNowhere(String name, String phase) throws IOException {
        Ran ran = build("buildPhase = ''" + phase.replace("VICTIM", victim.toString()) + "'';");

        assertThat(ran.status()).as(ran.stderr()).isEqualTo(1);
        assertThat(ran.stderr()).doesNotContain("bug in firn").doesNotContain(SECRET);
        assertUntouched();
        assertThat(machine.firn("ls").stdout()).doesNotContain(SECRET);
        assertThat(machine.firn("files", "buildPhase@failed", "-l").stderr())
                .doesNotContain("bug in firn");
        Traces.assertNone(machine.cache());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ln -s VICTIM/file /.firn/out/plan
                    ln -s VICTIM/file /.firn/out/state/variables
                    rm -r /.firn/out/*; ln -s VICTIM /.firn/out/state
                    truncate -s 1T /.firn/out/plan
                    """)
    void setupThatDoesItLeadsNowhere(String code) throws IOException {
        Ran ran = build("preHook = ''" + code.replace("VICTIM", victim.toString()) + "'';");

        assertThat(ran.stderr()).doesNotContain("bug in firn").doesNotContain(SECRET);
        assertThat(ran.status()).as(ran.stderr()).isIn(0, 1);
        assertUntouched();
        Traces.assertNone(machine.cache());
    }

    @Test
    void nothingThatIsShownObeysABuilder() {
        String evil =
                "builtins.fromJSON ''\"a\\u001b]0;x\\u0007b\\u009b31mc\\u202ed\\u2066e\\u061c\"''";
        String edit =
                "evil = "
                        + evil
                        + "; buildPhase = ''echo \"$evil\"; mkdir \"$evil\"; echo \"$evil\" > \"$evil/f\";"
                        + " ln -s \"$evil\" l; exported=\"$evil\"; \"$evil\"'';";
        Ran ran = build(edit);
        assertThat(ran.status()).isEqualTo(1);
        assertHarmless(ran.stderr());
        for (String words :
                new String[] {
                    "ls",
                    "ls --json",
                    "builds --json",
                    "log",
                    "explain",
                    "explain --json",
                    "files buildPhase@failed --json",
                    "diff configurePhase buildPhase@failed --json"
                }) {
            Ran shown = machine.firn(words.split(" "));
            assertThat(shown.status()).as(words + shown.stderr()).isZero();
            assertHarmless(shown.stdout());
            assertHarmless(shown.stderr());
        }
    }

    private Ran build(String edit) {
        return machine.firn(
                "build",
                "--no-link",
                "-L",
                "--timeout",
                "4",
                "-f",
                ThisMachine.PACKAGES.toString(),
                "-A",
                "failing",
                "--arg",
                "edit",
                "{ " + edit + " installPhase = \"echo > $out\"; }");
    }

    private void assertUntouched() throws IOException {
        assertThat(victim.resolve("file")).hasContent(SECRET);
        assertThat(Files.list(victim)).hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(victim)))
                .isEqualTo("r-xr-xr-x");
    }

    private static void assertHarmless(String text) {
        assertThat(text).doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]");
        assertThat(text)
                .doesNotContainPattern("[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");
    }
}
