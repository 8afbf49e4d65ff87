package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testkit.NixHost;
import dev.firn.testkit.NixRelease;
import dev.firn.testkit.NixUser;
import dev.firn.testkit.Ran;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A build that failed on one machine is entered on another: its cache has all that is needed of
/// it, but for the inputs, which a store has.
class OtherMachineTest {

    private static final String PATHS = "sandbox-paths = /bin /usr /lib /lib64?";
    private static final String EDIT = "{ hint = builtins.toFile \"hint-%d\" \"a hint\\n\"; }";
    private static final String[] LOOK = {
        "run", "--", "eval", "echo $PWD $(<built) $(<$out/half) $(<$hint) $kept"
    };

    private final NixUser built =
            NixHost.withTools(NixRelease.NIX_2_26)
                    .asUser()
                    .with("NIX_CONFIG", PATHS + " /etc/alternatives?");
    private final NixUser other =
            NixHost.withTools(NixRelease.NEWEST)
                    .asRootWithDaemon()
                    .with("NIX_CONFIG", PATHS + " /etc/alternatives?");

    @Test
    void failureIsEnteredWhereItWasNotBuilt() throws IOException {
        String edit = EDIT.formatted(System.nanoTime());
        String packages = built.checkout().resolve("src/test/nix/packages.nix").toString();
        Ran failed =
                firn(
                        built,
                        "build",
                        "--no-link",
                        "-f",
                        packages,
                        "-A",
                        "failing",
                        "--arg",
                        "edit",
                        edit);
        assertThat(failed.status()).as(failed.stderr()).isEqualTo(1);
        other.run("cp", "-r", "--preserve=all", cache(built), cache(other)).orFail();
        other.run("chown", "-R", "root:root", cache(other)).orFail();

        Ran without = firn(other, LOOK);

        assertThat(without.status()).as(without.stderr()).isEqualTo(5);
        assertThat(without.stderr()).contains("inputs of failing are not in this store");
        copy(inputs(without.stderr()));
        Ran entered = firn(other, LOOK);
        assertThat(entered.status()).as(entered.stderr()).isZero();
        assertThat(entered.stdout())
                .as(entered.stderr())
                .isEqualTo("/build built half a hint value\n");
        assertThat(firn(other, "log").stdout())
                .contains("about to fail")
                .isEqualTo(firn(built, "log").stdout());
        assertThat(firn(other, "shell").stderr()).doesNotContain("not that of the build");
        assertThat(firn(other.with("NIX_CONFIG", PATHS), "shell").stderr())
                .contains("the sandbox is not that of the build: path /etc/alternatives is gone");
    }

    private static List<String> inputs(String problem) {
        String line =
                problem.lines().filter(each -> each.contains("nix copy")).findFirst().orElseThrow();
        return Arrays.stream(line.split(" ")).filter(word -> word.startsWith("/nix/")).toList();
    }

    /// As `nix copy` would, with what it refers to.
    private void copy(List<String> paths) {
        Path file = built.home().resolve("inputs.nar");
        String export = "nix-store --export $(nix-store -qR \"$@\") > " + file;
        List<String> words = new ArrayList<>(List.of("sh", "-c", export, "sh"));
        words.addAll(paths);
        built.run(words.toArray(String[]::new)).orFail();
        other.run("sh", "-c", "nix-store --import < " + file).orFail();
    }

    private static String cache(NixUser user) {
        return user.home().resolve("cache-shared").toString();
    }

    private static Ran firn(NixUser user, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(words));
        all.add(1, "--cache=" + cache(user));
        Program program = Program.forAll(user.checkout(), user.home());
        return user.run(program.command(all.toArray(String[]::new)).toArray(String[]::new));
    }
}
