package dev.firn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NixHostTest {

    private static final String GREETING =
            """
            derivation {
              name = "greeting";
              system = builtins.currentSystem;
              builder = "/bin/sh";
              args = [ "-c" "echo hello > $out" ];
            }
            """;

    @ParameterizedTest
    @EnumSource
    void ordinaryUserBuildsThroughTheDaemon(NixRelease release) {
        NixHost host = NixHost.of(release);
        NixUser user = host.asUser();
        Path file = user.write("greeting.nix", GREETING);

        String result = user.run("nix-build", "--no-out-link", file.toString()).orFail();

        assertThat(host.onThisMachine(result)).hasContent("hello\n");
        assertThat(user.run("id", "-u").orFail()).isEqualTo("1000");
        assertThat(Path.of(result)).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void rootBuildsWithoutADaemon(NixRelease release) {
        NixHost host = NixHost.of(release);
        NixUser root = host.asRoot();
        Path file = root.write("greeting.nix", GREETING);

        String result = root.run("nix-build", "--no-out-link", file.toString()).orFail();

        assertThat(host.onThisMachine(result)).hasContent("hello\n");
        assertThat(root.run("test", "-e", "/nix/var/nix/daemon-socket/socket").status())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void compilersOfThisMachineAreInTheSandboxWhereAsked(NixRelease release) {
        NixUser user = NixHost.withTools(release).asUser();
        Path file = user.write("cc.nix", GREETING.replace("echo hello", "/usr/bin/gcc --version"));

        assertThat(user.run("nix-build", "--no-out-link", file.toString()).status()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void hostHasTheNixOfItsRelease(NixRelease release) {
        String version = NixHost.of(release).asUser().run("nix-store", "--version").orFail();

        assertThat(version)
                .startsWith(
                        switch (release) {
                            case NIX_2_8 -> "nix-store (Nix) 2.8.";
                            case NIX_2_26 -> "nix-store (Nix) 2.26.";
                            case NEWEST -> "nix-store (Nix) 2.";
                        });
    }

    @Test
    void closedHostLeavesNothingBehind() throws Exception {
        NixHost host = NixHost.start(NixRelease.NIX_2_8, "");
        Path socket = host.socket();
        assertThat(socket).exists();

        host.close();

        assertThat(socket).doesNotExist();
        assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
                .doesNotContain(socket.getName(0) + "/" + socket.getName(1));
    }
}
