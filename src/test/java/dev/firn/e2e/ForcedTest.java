package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the user may overrule, and what is said about it.
class ForcedTest {

    private static final String[] EDIT = {
        "--arg",
        "edit",
        "{ FOO = \"x\"; configureFlags = [ \"--x\" ]; postInstall = \"echo $FOO > $out/foo\"; }"
    };

    private static final Path PATCH = ThisMachine.PACKAGES.resolveSibling("greeting.patch");

    @TempDir Path place;
    private ThisMachine machine;

    @BeforeEach
    void enter() throws IOException {
        machine = new ThisMachine(place);
    }

    private Report from(String step, String... more) {
        String[] words = new String[more.length + 2];
        words[0] = "--from";
        words[1] = step;
        System.arraycopy(more, 0, words, 2, more.length);
        return machine.build("plain", words);
    }

    @Test
    void layersBelowAreReusedWhateverChanged() throws IOException {
        machine.build("plain").orFail();

        Report forced = from("installPhase", EDIT).orFail();

        assertThat(forced.stepsThatRan()).containsExactly("installPhase", "fixupPhase");
        assertThat(forced.isForced()).isTrue();
        assertThat(forced.ignored())
                .contains(
                        "unpackPhase: FOO is new",
                        "configurePhase: configureFlags changed",
                        "configurePhase: configureFlags keeps the value of the earlier build");
        assertThat(forced.ran().stderr()).contains("forced: the result may not be that");
        assertThat(Path.of(forced.out(), "foo")).hasContent("x\n");
        assertThat(machine.firn("ls").orFail()).contains("forced");
    }

    @Test
    void buildThatWouldEndBeforeItsBeginningIsRefused() throws IOException {
        Ran ran = from("installPhase", "--until", "build").ran();

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.stderr())
                .contains("--until buildPhase comes before --from installPhase")
                .contains("--until installPhase");
    }

    @Test
    void forcedLayersAreNoHitsForOthers() throws IOException {
        machine.build("plain").orFail();
        from("installPhase", EDIT).orFail();
        assertThat(from("installPhase", EDIT).orFail().firstThatRan()).isEqualTo("none");

        Report ordinary = machine.build("plain", EDIT).orFail();

        assertThat(ordinary.firstThatRan()).isEqualTo("unpackPhase");
        assertThat(ordinary.isForced()).isFalse();
        Sameness.check(ordinary.results(), machine.nixBuild("plain", EDIT), machine);
    }

    @Test
    void nothingIsForcedWhereTheKeysMatch() {
        machine.build("plain").orFail();
        String[] edit = {"--arg", "edit", "{ postInstall = \"true\"; }"};

        Report report = from("installPhase", edit).orFail();

        assertThat(report.isForced()).isFalse();
        assertThat(report.firstThatRan()).isEqualTo("installPhase");
    }

    @Test
    void inputThatOnlyTheOldLayersNameIsStillThere() throws IOException {
        String[] with = {"--arg", "edit", "{ preBuild = \"echo ${" + PATCH + "} > ../named\"; }"};
        machine.build("plain", with).orFail();
        String[] without = {"--arg", "edit", "{ postInstall = \"cp $(cat ../named) $out/copy\"; }"};

        Report report = from("installPhase", without);

        assertThat(report.orFail().isForced()).isTrue();
        assertThat(Path.of(report.out(), "copy")).isRegularFile();
    }

    @Test
    void thereHasToBeSomethingBelow() {
        Ran ran = from("installPhase").ran();
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.stderr()).contains("there is nothing below installPhase");
        assertThat(from("noSuchPhase").ran().stderr()).contains("there is no step 'noSuchPhase'");
    }

    @Test
    void scopeHidesAVariableFromEarlierSteps() throws IOException {
        machine.build("plain").orFail();
        String[] words = {EDIT[0], EDIT[1], EDIT[2], "--scope", "FOO=installPhase"};

        Report report = machine.build("plain", words).orFail();

        assertThat(report.firstThatRan()).isEqualTo("configurePhase");
        assertThat(Path.of(report.out(), "foo")).hasContent("x\n");
    }

    @Test
    void scopeCanBeInAFileBesideTheExpression() throws IOException {
        Path directory = Files.createDirectory(place.resolve("mine"));
        Files.writeString(
                directory.resolve("default.nix"),
                "{ foo ? \"1\" }: (import "
                        + ThisMachine.PACKAGES
                        + " { edit = { FOO = foo; }; }).plain");
        Files.writeString(directory.resolve("firn.toml"), "[scope]\nFOO = \"installPhase\"\n");
        String[] base = {"build", "--json", "--no-link", "-f", directory.toString()};
        new Report(machine.firn(base)).orFail();

        Report report =
                new Report(
                        machine.firn(
                                base[0],
                                base[1],
                                base[2],
                                base[3],
                                base[4],
                                "--argstr",
                                "foo",
                                "2"));

        assertThat(report.orFail().firstThatRan()).isEqualTo("installPhase");
        Files.writeString(directory.resolve("firn.toml"), "[scopes]\nFOO = \"installPhase\"\n");
        Ran damaged = machine.firn(base);
        assertThat(damaged.status()).isEqualTo(2);
        assertThat(damaged.stderr()).contains("firn.toml cannot be read", "only [scope] is known");
    }

    @Test
    void stepThatMentionsWhatIsWithheldIsNamed() {
        String[] words = {
            "--arg",
            "edit",
            "{ FOO = \"x\"; preBuild = \"echo $FOO\"; }",
            "--scope",
            "FOO=installPhase"
        };
        assertThat(machine.build("plain", words).orFail().ran().stderr())
                .contains("buildPhase mentions FOO and does not see it, as you said");
    }
}
