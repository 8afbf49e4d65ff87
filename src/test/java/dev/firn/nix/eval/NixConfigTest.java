package dev.firn.nix.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.problem.Problem;
import dev.firn.testkit.NixHost;
import dev.firn.testkit.NixRelease;
import dev.firn.testkit.NixUser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NixConfigTest {

    @ParameterizedTest
    @EnumSource
    void configurationOfTheHostIsRead(NixRelease release) {
        try (NixHost host =
                NixHost.start(
                        release,
                        """
                        extra-sandbox-paths = /usr/share /inside=/outside /maybe?
                        extra-platforms = armv7l-linux
                        system-features = kvm
                        max-silent-time = 7
                        allowed-impure-host-deps = /etc/os-release
                        secret-key-files = /etc/key
                        """)) {
            NixConfig config = NixConfig.read(environment(host.asUser()), List.of());

            assertThat(config.sandboxPaths())
                    .containsExactlyInAnyOrder(
                            new SandboxPath("/bin/sh", host.staticShell().toString(), false),
                            new SandboxPath("/usr/share", "/usr/share", false),
                            new SandboxPath("/inside", "/outside", false),
                            new SandboxPath("/maybe", "/maybe", true));
            assertThat(config.cores()).isEqualTo(2);
            assertThat(config.maxJobs()).isEqualTo(2);
            assertThat(config.system()).endsWith("-linux");
            assertThat(config.extraPlatforms()).containsExactly("armv7l-linux");
            assertThat(config.systemFeatures()).containsExactly("kvm");
            assertThat(config.devShmSize()).isEqualTo("50%");
            assertThat(config.relaxed()).isFalse();
            assertThat(config.impureHostDeps()).containsExactly("/etc/os-release");
            assertThat(config.secretKeyFiles()).containsExactly(Path.of("/etc/key"));
            assertThat(config.daemonOptions(3, List.of()).maxSilentTime()).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @EnumSource
    void usersOptionCounts(NixRelease release) {
        List<String> options = List.of("--impure", "--option", "cores", "5", "--argstr", "a", "b");

        NixConfig config = NixConfig.read(environment(NixHost.of(release).asUser()), options);

        assertThat(config.cores()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void wrongConfigurationIsAProblemInNixsWords(NixRelease release) {
        try (NixHost host = NixHost.start(release, "what is this")) {
            SortedMap<String, String> environment = environment(host.asRoot());
            assertThatThrownBy(() -> NixConfig.read(environment, List.of()))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("what is this");
        }
    }

    @Test
    void missingNixIsAProblem() {
        assertThatThrownBy(() -> NixConfig.read(Map.of("PATH", "/nonexistent"), List.of()))
                .isInstanceOf(Problem.class)
                .hasMessage("cannot run nix: it is in no folder of PATH=/nonexistent");
    }

    @Test
    void settingThatThisNixDoesNotHaveIsItsDefault() {
        NixConfig config = NixConfig.parse("{\"system\": {\"value\": \"x86_64-linux\"}}");

        assertThat(config.sandboxPaths()).isEmpty();
        assertThat(config.maxJobs()).isEqualTo(1);
    }

    private static SortedMap<String, String> environment(NixUser user) {
        SortedMap<String, String> environment = user.environment();
        environment.merge("PATH", user.programs().toString(), (old, ours) -> ours + ":" + old);
        return environment;
    }
}
