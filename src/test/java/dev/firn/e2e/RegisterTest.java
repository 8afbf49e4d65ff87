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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Results at the derivation's own paths.
class RegisterTest {

    private static final String TOOLS = "/bin /sbin /usr /lib /lib64 /etc/alternatives";

    @ParameterizedTest
    @EnumSource
    void nixFindsWhatATrustedUserRegisters(NixRelease release) throws IOException {
        NixUser user = NixHost.withTools(release).asRootWithDaemon();
        String edit = unique();

        Ran built = firn(user, "build", "outputs", edit, "--register");

        Ran nix = nix(user, "outputs", edit);
        // Nix tells the first output, firn all of them.
        assertThat(built.orFail().lines()).contains(nix.orFail().strip());
        assertThat(nix.stderr()).doesNotContain("building '");
        String deriver =
                user.run(
                                "nix-store",
                                "--query",
                                "--deriver",
                                nix.stdout().lines().toList().getFirst())
                        .orFail();
        assertThat(deriver).contains("-outputs.drv");
        assertThat(firn(user, "verify", "outputs", edit).orFail())
                .isEqualTo("identical to a clean build of Nix");
    }

    @ParameterizedTest
    @EnumSource
    void userWhomNobodyTrustsIsRefused(NixRelease release) throws IOException {
        NixUser user = NixHost.withTools(release).asUser();
        String edit = unique();

        Ran refused = firn(user, "build", "selfReference", edit, "--register");

        assertThat(refused.status()).as(refused.stderr()).isEqualTo(1);
        assertThat(refused.stdout()).isEmpty();
        assertThat(refused.stderr())
                .contains(
                        "firn: the result cannot be registered at its own path\n"
                                + "  the Nix daemon does not trust this user");
        assertThat(nix(user, "selfReference", edit).stderr()).contains("building '");
    }

    @Test
    void signatureIsEnough() throws IOException {
        Path key;
        String trusted;
        try (NixHost maker = NixHost.start(NixRelease.NEWEST, "")) {
            NixUser user = maker.asUser();
            String secret =
                    user.run(
                                    "nix",
                                    "--extra-experimental-features",
                                    "nix-command",
                                    "key",
                                    "generate-secret",
                                    "--key-name",
                                    "mine")
                            .orFail();
            Path file = user.write("secret", secret);
            trusted =
                    user.run(
                                    "sh",
                                    "-c",
                                    "nix --extra-experimental-features nix-command key convert-secret-to-public < "
                                            + file)
                            .orFail();
            try (NixHost host =
                    NixHost.start(
                            NixRelease.NEWEST,
                            "sandbox-paths = " + TOOLS + "\ntrusted-public-keys = " + trusted)) {
                NixUser her = host.asUser();
                key = her.write("secret", secret);
                String edit = unique();
                Ran built =
                        firn(
                                her,
                                "build",
                                "selfReference",
                                edit,
                                "--register",
                                "--option",
                                "secret-key-files",
                                key.toString());

                Ran nix = nix(her, "selfReference", edit);
                assertThat(built.orFail()).isEqualTo(nix.orFail());
                assertThat(nix.stderr()).doesNotContain("building '");
            }
        }
    }

    @Test
    void forcedResultNeedsToBeForcedIn() throws IOException {
        NixUser user = NixHost.withTools(NixRelease.NEWEST).asRootWithDaemon();
        firn(user, "build", "plain", "{ }").orFail();
        String edit = "{ preBuild = \": %d\"; }".formatted(System.nanoTime());

        Ran refused = firn(user, "build", "plain", edit, "--from", "installPhase", "--register");
        Ran forced =
                firn(
                        user,
                        "build",
                        "plain",
                        edit,
                        "--from",
                        "installPhase",
                        "--register",
                        "--force");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.stderr()).contains("the result is forced and not registered");
        assertThat(forced.orFail()).isEqualTo(nix(user, "plain", edit).orFail());
    }

    private static String unique() {
        return "{ unique = \"%d\"; }".formatted(System.nanoTime());
    }

    private static Ran nix(NixUser user, String attribute, String edit) {
        return user.run(
                "nix-build",
                "--no-out-link",
                packages(user),
                "-A",
                attribute,
                "--arg",
                "edit",
                edit);
    }

    private static Ran firn(
            NixUser user, String command, String attribute, String edit, String... more)
            throws IOException {
        List<String> words =
                new ArrayList<>(
                        List.of(command, "--cache=" + user.home().resolve("cache-register")));
        words.addAll(List.of("-f", packages(user), "-A", attribute, "--arg", "edit", edit));
        if (command.equals("build")) {
            words.add("--no-link");
        }
        words.addAll(List.of(more));
        Program program = Program.forAll(user.checkout(), user.home());
        return user.run(program.command(words.toArray(String[]::new)).toArray(String[]::new));
    }

    private static String packages(NixUser user) {
        return user.checkout().resolve("src/test/nix/packages.nix").toString();
    }
}
