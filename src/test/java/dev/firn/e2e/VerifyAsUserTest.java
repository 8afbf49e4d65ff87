package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testkit.NixHost;
import dev.firn.testkit.NixRelease;
import dev.firn.testkit.NixUser;
import dev.firn.testkit.Ran;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An ordinary user lets the daemon build and check, with every version of Nix.
class VerifyAsUserTest {

    private static final String TOOLS = "sandbox-paths = /bin /usr /lib /lib64? /etc/alternatives?";

    @ParameterizedTest
    @EnumSource
    void userVerifiesThroughTheDaemon(NixRelease release) throws IOException {
        NixUser user = NixHost.withTools(release).asUser().with("NIX_CONFIG", TOOLS);
        for (String changes : List.of(Rarity.STEADY, Rarity.RANDOM)) {
            boolean steady = changes.equals(Rarity.STEADY);
            String edit = "{ nonce = \"verified\"; " + changes + " }";
            run(user, "build", edit, "--no-link").orFail();

            Ran first = run(user, "verify", edit);
            Ran second = run(user, "verify", edit);

            for (Ran ran : List.of(first, second)) {
                assertThat(ran.status()).as(ran.stderr()).isEqualTo(steady ? 0 : 1);
                String verdict = steady ? "identical" : "different";
                assertThat(ran.stdout()).contains("\"verdict\":\"" + verdict + "\"");
            }
            assertThat(first.stdout()).contains("\"reproducible\":null");
            assertThat(second.stdout()).contains("\"reproducible\":" + steady);
        }
    }

    private static Ran run(NixUser user, String command, String edit, String... more)
            throws IOException {
        Program program = Program.forAll(user.checkout(), user.home());
        String packages = user.checkout().resolve("src/test/nix/packages.nix").toString();
        List<String> words = new ArrayList<>(List.of(command, "--json", "-f", packages));
        words.addAll(List.of("-A", "selfReference", "--arg", "edit", edit));
        words.addAll(List.of(more));
        return user.run(program.command(words.toArray(String[]::new)).toArray(String[]::new));
    }
}
