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

/// Inputs that are built in layers before what needs them, by a user whom nobody trusts.
class LayeredInputsTest {

    private static final String[] BOTH = {"--layer-inputs", "mid", "--layer-inputs", "lib"};

    @ParameterizedTest
    @EnumSource
    void editOfAnInputIsCarriedThrough(NixRelease release) throws IOException {
        NixUser user = NixHost.withTools(release).asUser();
        firn(user, "{ }", "{ }", BOTH).orFail();

        String slogan = "slogan " + System.nanoTime();
        String edit =
                "{ installPhase = \"mkdir $out $dev; echo '%s' > $out/library; echo $out > $dev/where\"; }"
                        .formatted(slogan);
        Ran edited = firn(user, edit, "{ }", BOTH);

        String path = edited.orFail().strip();
        assertThat(edited.stderr())
                .containsSubsequence(
                        "building lib-1.0",
                        "buildPhase: cached",
                        "installPhase: running",
                        "building mid-1.0",
                        "building app-1.0",
                        "buildPhase: running");
        List<String> built = user.run("cat", path + "/built").orFail().lines().toList();
        assertThat(built).hasSize(5);
        assertThat(built.get(0)).isEqualTo(slogan);
        assertThat(built.get(2)).as("the same library by way of mid").isEqualTo(built.get(1));
        assertThat(built.get(4)).isEqualTo(path);
        assertThat(user.run("nix-store", "-q", "--references", path).orFail())
                .contains(built.get(1));
        assertThat(program(user, "verify", "--cache=" + cache(user)).orFail())
                .isEqualTo("identical to a clean build of Nix");
        assertThat(
                        program(
                                        user,
                                        "run",
                                        "--cache=" + cache(user),
                                        "buildPhase",
                                        "--",
                                        "eval",
                                        "head -n 1 <built")
                                .orFail())
                .isEqualTo(slogan);
    }

    /// The input ran again and came to the same: what needs it is not touched.
    @ParameterizedTest
    @EnumSource(names = "NEWEST")
    void editThatChangesNothingEndsThere(NixRelease release) throws IOException {
        NixUser user = NixHost.withTools(release).asUser();
        firn(user, "{ }", "{ }", BOTH).orFail();

        Ran edited =
                firn(
                        user,
                        "{ postFixup = \"true %d\"; }".formatted(System.nanoTime()),
                        "{ }",
                        BOTH);

        assertThat(edited.stderr()).contains("fixupPhase: running");
        String after = edited.stderr().split("building mid-1.0", 2)[1];
        assertThat(after).contains("building app-1.0").doesNotContain("Phase: running");
    }

    @ParameterizedTest
    @EnumSource(names = "NEWEST")
    void failureOfAnInputIsTheEnd(NixRelease release) throws IOException {
        NixUser user = NixHost.withTools(release).asUser();

        Ran failed = firn(user, "{ buildPhase = \"echo half > half; false\"; }", "{ }", BOTH);

        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.stderr())
                .contains("failed: buildPhase of lib-1.0")
                .doesNotContain("building app-1.0");
        assertThat(program(user, "cat", "--cache=" + cache(user), "buildPhase:half").orFail())
                .isEqualTo("half");
    }

    @ParameterizedTest
    @EnumSource(names = "NEWEST")
    void whatIsBetweenAndWhatIsNoInputIsSaid(NixRelease release) throws IOException {
        NixUser user = NixHost.withTools(release).asUser();

        Ran between = firn(user, "{ }", "{ }", "--layer-inputs", "lib");
        Ran no = firn(user, "{ }", "{ libraries = \"/dev/null\"; }", "--layer-inputs", "tool");

        assertThat(between.status()).as(between.stderr()).isZero();
        assertThat(between.stderr()).contains("note: Nix builds mid-1.0 with its own build");
        assertThat(no.status()).isEqualTo(2);
        assertThat(no.stderr()).contains("tool-1.0.drv is no input of app-1.0");
    }

    private static Ran firn(NixUser user, String lib, String app, String... more)
            throws IOException {
        List<String> words =
                new ArrayList<>(List.of("build", "--no-link", "--cache=" + cache(user)));
        words.addAll(List.of("-f", user.checkout().resolve("src/test/nix/chain.nix").toString()));
        words.addAll(List.of("-A", "app", "--arg", "libEdit", lib, "--arg", "appEdit", app));
        words.addAll(List.of(more));
        return program(user, words.toArray(String[]::new));
    }

    private static String cache(NixUser user) {
        return user.home().resolve("cache-inputs").toString();
    }

    private static Ran program(NixUser user, String... words) throws IOException {
        Program program = Program.forAll(user.checkout(), user.home());
        return user.run(program.command(words).toArray(String[]::new));
    }
}
