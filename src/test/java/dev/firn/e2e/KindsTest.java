package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testkit.Ran;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Derivations of every kind.
class KindsTest {

    private static final String KINDS =
            Path.of("src/test/nix/kinds.nix").toAbsolutePath().toString();

    @TempDir Path place;
    private ThisMachine machine;

    @BeforeEach
    void enter() throws IOException {
        machine = new ThisMachine(place);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "noOut",
                "file",
                "link",
                "imported",
                "narrow",
                "graphOfDerivation",
                "fetchedByMd5"
            })
    void kindIsBuiltAsByNix(String kind) {
        isBuiltAsByNix(kind);
    }

    @Test
    void fixedOutputIsFetched() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(server));
            answering.start();
            machine.set("PORT", Integer.toString(server.getLocalPort()));
            isBuiltAsByNix("fetched");
        }
    }

    @ParameterizedTest
    @CsvSource({"outside, sandbox, relaxed", "hostPath, allowed-impure-host-deps, /etc"})
    void openingOfTheSandboxNeedsTheUsersConsent(String kind, String setting, String value) {
        Ran refused = firn(kind);

        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.stderr())
                .contains("try: --option " + setting)
                .containsPattern("has '__noChroot' set|requested impure path '/etc/os-release'");
        isBuiltAsByNix(kind, "--option", setting, value);
    }

    @ParameterizedTest
    @CsvSource({
        "floating, 2, firn cannot build floating",
        "deferred, 2, firn cannot build deferred",
        "recursive, 3, recursive needs recursive-nix",
        "oddName, 2, firn cannot build odd-name"
    })
    void whatOnlyNixCanBuildIsRefused(String kind, int status, String why) {
        machine.set("NIX_CONFIG", "experimental-features = ca-derivations");

        Ran ran = firn(kind);

        assertThat(ran.status()).as(ran.stderr()).isEqualTo(status);
        assertThat(ran.stderr()).contains("firn: " + why, "try: let Nix build it: nix-store");
    }

    /// Nix builds the inputs, with the settings that were given for it.
    @Test
    void settingsAreForTheInputsToo() {
        String[] setting = {"--option", "extra-sandbox-paths", "/hints=/etc"};
        // Nix's own daemon has the environment of firn's process.
        Ran without = machine.run(machine.program(words("build", "needsHint")));
        Ran with = machine.run(machine.program(words("build", "needsHint", setting)));

        assertThat(without.status()).isEqualTo(5);
        assertThat(with.status()).as(with.stderr()).isZero();
    }

    @Test
    void outputThatADerivationDoesNotHaveIsSaid() {
        String drv = machine.run("nix-instantiate", KINDS, "-A", "file").orFail().strip();

        Ran ran = machine.firn("build", "--no-link", drv + "^out,nosuch");

        assertThat(ran.status()).isEqualTo(5);
        assertThat(ran.stderr()).contains("has no output 'nosuch'", "its outputs are out");
        assertThat(machine.firn("build", "--no-link", drv + "!out").status()).isZero();
    }

    @Test
    void namedOutputsAloneAreToldAndLinked() throws IOException {
        String drv = machine.run("nix-instantiate", KINDS, "-A", "noOut").orFail().split("!")[0];
        String link = place.resolve("linked").toString();

        String one = machine.firn("build", "-o", link, drv + "^bin").orFail();

        assertThat(one.lines().toList()).singleElement().asString().endsWith("-no-out-bin");
        assertThat(place.resolve("linked-bin")).isSymbolicLink();
        assertThat(place.resolve("linked-lib")).doesNotExist();
        assertThat(machine.firn("build", "--no-link", drv + "!bin").orFail()).isEqualTo(one);
        String all = machine.firn("build", "--no-link", drv + "^*").orFail();
        assertThat(all.lines()).hasSize(2).contains(one.strip());
        assertThat(machine.run("nix-store", "--realise", drv + "!bin").orFail().lines())
                .singleElement()
                .asString()
                .endsWith("-no-out-bin");
    }

    @Test
    void variableThatIsTooLongIsNamed() {
        Ran nix = machine.run("nix-build", "--no-out-link", KINDS, "-A", "long");
        Ran ran = firn("long");

        assertThat(nix.stderr()).contains("Argument list too long");
        assertThat(ran.status()).isEqualTo(5);
        assertThat(ran.stderr()).contains("Argument list too long", "of which text has 1048576");
    }

    @Test
    void storeMayBeNamedInFull() {
        machine.set("NIX_REMOTE", "local?store=/nix/store");

        isBuiltAsByNix("file");
    }

    @Test
    void inputThatFailsIsToldInNixsWords() {
        Ran ran = firn("inputFails");

        assertThat(ran.status()).isEqualTo(5);
        assertThat(ran.stderr())
                .contains("why it fails", "failed with exit code 4", "try: firn build /nix/store/");
    }

    private void isBuiltAsByNix(String kind, String... options) {
        Ran nix = nix(kind, options);
        Ran firn = firn(kind, options);

        assertThat(nix.status()).as(nix.stderr()).isZero();
        assertThat(firn.status()).as(firn.stderr()).isZero();
        Ran verified = machine.firn(words("verify", kind, options));
        assertThat(verified.orFail()).isEqualTo("identical to a clean build of Nix");
    }

    private Ran nix(String kind, String... options) {
        return machine.run(words("nix-build", kind, options));
    }

    private Ran firn(String kind, String... options) {
        return machine.firn(words("build", kind, options));
    }

    private static String[] words(String command, String kind, String... options) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(
                command.equals("nix-build")
                        ? List.of("--no-out-link", KINDS)
                        : List.of("-f", KINDS));
        if (command.equals("build")) {
            words.add("--no-link");
        }
        words.addAll(List.of("-A", kind));
        words.addAll(List.of(options));
        return words.toArray(String[]::new);
    }

    private static void answer(ServerSocket server) {
        while (true) {
            try (Socket client = server.accept();
                    OutputStream out = client.getOutputStream()) {
                out.write("hello\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The server was closed: the test is over.
                return;
            }
        }
    }
}
