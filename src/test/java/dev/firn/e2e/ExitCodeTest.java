package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What cannot be built is refused with a status that says whose it is to mend, and leaves nothing
/// in the cache.
class ExitCodeTest {

    private static final String PACKAGES = ThisMachine.PACKAGES.toString();

    @TempDir Path place;
    private ThisMachine machine;

    @BeforeEach
    void enter() throws IOException {
        machine = new ThisMachine(place);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    2 | --nonsense                            | nonsense
                    5 | -f no-such-file.nix                   | no-such-file.nix
                    5 | -f PACKAGES -A noSuchPackage          | noSuchPackage
                    5 | -E {                                  | syntax error
                    5 | -E throw~"as~asked"                   | as asked
                    3 | -f PACKAGES -A otherSystem --no-link  | is for riscv32-linux
                    5 | -f PACKAGES -A noBuilder --no-link    | has no program /no/such/builder
                    5 | -f PACKAGES -A plain --no-link --option sandbox-paths /tmp | extra-sandbox-paths = /bin?
                    """)
    void refusalSaysWhoseItIsToMend(int status, String words, String said) throws IOException {
        List<String> line = new ArrayList<>(List.of("build"));
        for (String word : words.replace("PACKAGES", PACKAGES).split(" ")) {
            line.add(word.replace('~', ' '));
        }

        Ran ran = machine.firn(line.toArray(String[]::new));

        assertThat(ran.status()).as(ran.stderr()).isEqualTo(status);
        assertThat(ran.stdout()).isEmpty();
        assertThat(ran.stderr()).contains(said);
        assertThat(layers()).isEmpty();
        Traces.assertNone(machine.cache());
    }

    @Test
    void inputThatCannotBeBuiltIsToldInNixsOwnWords() throws IOException {
        String expression =
                """
                let make = name: text: derivation {
                      inherit name; system = builtins.currentSystem;
                      builder = "/bin/sh"; args = [ "-c" text ];
                    };
                in make "above" "echo ${make "below" "exit 9"} > $out"
                """;

        Ran ran = machine.firn("build", "-E", expression, "--no-link");

        assertThat(ran.status()).as(ran.stderr()).isEqualTo(5);
        assertThat(ran.stderr()).contains("below.drv' failed with exit code 9");
        assertThat(layers()).isEmpty();
    }

    @Test
    void cacheThatCannotBeWrittenIsRefused() {
        String script = "mount -t tmpfs -o ro none \"$1\"; shift; exec \"$@\"";
        List<String> words =
                new ArrayList<>(List.of("unshare", "--mount", "--", "sh", "-ec", script, "sh"));
        assertThat(machine.cache().toFile().mkdir()).isTrue();
        words.add(machine.cache().toString());
        words.addAll(machine.program("build", "-f", PACKAGES, "-A", "plain", "--no-link"));

        Ran ran = machine.run(words);

        assertThat(ran.status()).as(ran.stderr()).isEqualTo(4);
        assertThat(ran.stderr()).contains(machine.cache().toString());
    }

    @Test
    void hostWithoutUserNamespacesIsNamed() throws IOException {
        // Nix would give the store to the group, which is unknown there.
        machine.set("NIX_CONFIG", "build-users-group =");
        String script = "echo 0 > /proc/sys/user/max_user_namespaces; exec \"$@\"";
        List<String> words =
                new ArrayList<>(Arrays.asList("unshare", "--user", "--map-root-user", "--"));
        words.addAll(List.of("sh", "-ec", script, "sh"));
        words.addAll(machine.program("build", "-f", PACKAGES, "-A", "plain", "--no-link"));

        Ran ran = machine.run(words);

        assertThat(ran.status()).as(ran.stderr()).isEqualTo(3);
        assertThat(ran.stderr()).contains("sandbox cannot be started", "firn doctor");
        assertThat(layers()).isEmpty();
    }

    @Test
    void storeThatDoesNotAnswerIsNamed() throws IOException {
        machine.set("NIX_REMOTE", "unix://" + place.resolve("no-socket"));

        Ran ran = machine.firn("build", "-f", PACKAGES, "-A", "plain", "--no-link");

        assertThat(ran.status()).as(ran.stderr()).isIn(3, 5);
        assertThat(ran.stderr()).contains("no-socket");
        assertThat(layers()).isEmpty();
    }

    @Test
    void interruptedBuildEndsCleanly() throws Exception {
        Path err = place.resolve("err");
        Process firn =
                machine.start(
                        machine.program(
                                "build", "-f", PACKAGES, "-A", "endless", "--no-link", "-L"),
                        err);
        while (firn.isAlive() && !Files.readString(err).contains("buildPhase> waiting")) {
            Thread.onSpinWait();
        }

        assertThat(new ProcessBuilder("kill", "-INT", firn.pid() + "").start().waitFor()).isZero();

        assertThat(firn.waitFor()).as(Files.readString(err)).isEqualTo(130);
        Traces.assertNone(machine.cache());
        assertThat(machine.firn("ls").stdout()).containsPattern("buildPhase +failed .*interrupted");
        assertThat(machine.firn("log", "buildPhase").stdout()).contains("waiting");
        assertThat(machine.firn("files", "buildPhase@failed", "-l").stdout()).contains("begun");
        assertThat(machine.build("endless", "--until", "configurePhase").orFail().firstThatRan())
                .isEqualTo("none");
    }

    private List<Path> layers() throws IOException {
        if (!Files.exists(machine.cache().resolve("layers"))) {
            return List.of();
        }
        try (Stream<Path> layers = Files.list(machine.cache().resolve("layers"))) {
            return layers.toList();
        }
    }
}
