package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.path.StorePath;
import dev.firn.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of a result: where it is, who may use it, how it is kept.
class ResultTest {

    private static final String PACKAGES = ThisMachine.PACKAGES.toString();

    @TempDir Path place;
    private ThisMachine machine;

    @BeforeEach
    void enter() throws IOException {
        machine = new ThisMachine(place);
    }

    /// Nix has not built it: the package is one of its kind. What is in the store is compared with
    /// a build of its own by Nix itself.
    @ParameterizedTest
    @ValueSource(strings = {"plain", "outputs", "reordered", "selfReference", "structured"})
    void exactResultIsTheSameAsNixsOwn(String attribute) throws IOException {
        String edit = "{ nonce = \"" + place.getFileName() + "\"; }";
        StorePath drv = machine.instantiate(attribute, "--arg", "edit", edit);

        Report report = machine.build(attribute, "--arg", "edit", edit, "--exact").orFail();

        for (String path : report.results().values()) {
            assertThat(machine.run("nix-store", "-q", "--deriver", path).orFail())
                    .isEqualTo(drv.toString());
        }
        assertThat(
                        machine.run("nix-store", "--realise", "--check", drv.toString())
                                .orFail()
                                .lines())
                .containsExactlyInAnyOrderElementsOf(report.results().values());
    }

    @Test
    void exactBuildReusesNothing() {
        machine.build("plain").orFail();
        machine.build("plain", "--exact").orFail();

        assertThat(machine.build("plain", "--exact").orFail().firstThatRan())
                .isEqualTo("unpackPhase");
        assertThat(machine.build("plain").orFail().firstThatRan()).isEqualTo("none");
    }

    @Test
    void buildWithoutCacheRunsEverythingToTheSameResult() {
        Report first = machine.build("selfReference").orFail();

        Report second = machine.build("selfReference", "--no-cache").orFail();

        assertThat(second.steps().values()).doesNotContain("cached");
        assertThat(second.results()).isEqualTo(first.results());
    }

    @Test
    void buildEndsAfterTheStepThatIsNamed() {
        Report part = machine.build("plain", "--until", "buildPhase").orFail();

        assertThat(part.steps().keySet()).endsWith("configurePhase", "buildPhase");
        assertThat(part.results()).isEmpty();
        assertThat(machine.build("plain").orFail().firstThatRan()).isEqualTo("checkPhase");
    }

    @Test
    void stepThatIsNotThereIsNamed() {
        Ran ran = machine.build("plain", "--until", "brewPhase").ran();

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.stderr()).contains("there is no step 'brewPhase'", "installPhase");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--exact"})
    void commandRunsOnTheResultWhereItWasBuilt(String exact) {
        machine.build("selfReference", exact.isEmpty() ? "--no-cache" : exact).orFail();

        String script = "test \"$(cat $out/self)\" = $out && cat $out/bin/top/self; exit 7";
        Ran ran = machine.run(machine.program("run", "result", "--", "bash", "-c", script));

        assertThat(ran.status()).as(ran.stderr()).isEqualTo(7);
        assertThat(ran.stdout()).startsWith("/nix/store/").endsWith("-self-reference\n");
    }

    @Test
    void programOfTheResultIsFoundByItsName() {
        machine.build("plain").orFail();

        Ran ran = machine.run(machine.program("run", "result", "--", "greet"));

        assertThat(ran.status()).as(ran.stderr()).isZero();
        assertThat(ran.stdout()).contains("hello");
    }

    @Test
    void plainNixBuildUsesTheResult() throws IOException {
        String result = machine.build("selfReference").orFail().out();
        String expression =
                """
                derivation {
                  name = "uses-a-result";
                  system = builtins.currentSystem;
                  builder = "/bin/sh";
                  args = [ "-c" "/bin/cat ${builtins.storePath "%s"}/self > $out" ];
                }
                """
                        .formatted(result);

        String made = machine.run("nix-build", "--no-out-link", "-E", expression).orFail();

        assertThat(Path.of(made)).hasContent(result + "\n");
        assertThat(machine.run("nix-store", "-q", "--references", made).orFail()).isEqualTo(result);
    }

    @Test
    void linksToTheResultKeepItAlive() throws IOException {
        Ran ran = machine.run(machine.program("build", "-f", PACKAGES, "-A", "outputs"));

        List<String> results = ran.orFail().lines().toList();
        assertThat(results).hasSize(3);
        assertThat(links()).containsExactlyInAnyOrder("result", "result-dev", "result-man");
        String roots = machine.run("nix-store", "--gc", "--print-roots").orFail();
        for (String link : links()) {
            Path path = Files.readSymbolicLink(place.resolve(link));
            assertThat(results).contains(path.toString());
            assertThat(roots).contains(place.resolve(link) + " -> " + path);
        }
    }

    @Test
    void linkHasTheNameThatWasAskedFor() throws IOException {
        Path link = place.resolve("deep/in/here");
        Files.createDirectories(link.getParent());

        for (String attribute : List.of("plain", "selfReference")) {
            String path =
                    machine.firn("build", "-f", PACKAGES, "-A", attribute, "-o", link.toString())
                            .orFail();
            assertThat(Files.readSymbolicLink(link)).hasToString(path);
        }
        assertThat(links()).isEmpty();
    }

    @Test
    void buildWithoutLinkLeavesNone() throws IOException {
        machine.run(machine.program("build", "-f", PACKAGES, "-A", "plain", "--no-link")).orFail();

        assertThat(links()).isEmpty();
    }

    @Test
    void fileInTheWayOfTheLinkIsNotReplaced() throws IOException {
        Path link = Files.writeString(place.resolve("mine"), "precious");

        Ran ran = machine.firn("build", "-f", PACKAGES, "-A", "plain", "-o", link.toString());

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.stderr()).contains("is no symbolic link");
        assertThat(link).hasContent("precious");
    }

    private List<String> links() throws IOException {
        List<String> links = new ArrayList<>();
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.filter(Files::isSymbolicLink).toList()) {
                links.add(file.getFileName().toString());
            }
        }
        return links;
    }
}
