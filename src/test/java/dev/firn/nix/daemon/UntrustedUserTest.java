package dev.firn.nix.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testkit.NixHost;
import dev.firn.testkit.NixRelease;
import dev.firn.testkit.NixUser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The daemon asks the kernel who it talks to, so these run in a process of that user.
class UntrustedUserTest {

    @ParameterizedTest
    @EnumSource
    void untrustedUserAddsContentAddressedPathsThatNameThemselves(NixRelease release) {
        NixUser user = NixHost.of(release).asUser();

        String said = client(user, "add");

        String trust = release == NixRelease.NIX_2_8 ? "UNKNOWN" : "NOT_TRUSTED";
        assertThat(said).isEqualTo(trust + "\nadded with its reference to itself");
    }

    @ParameterizedTest
    @EnumSource
    void untrustedUserCannotAddAPathUnderAnyName(NixRelease release) {
        NixUser user = NixHost.of(release).asUser();

        String said = client(user, "forge");

        assertThat(said).contains("refused: ", "lacks a").endsWith("still connected");
    }

    private static String client(NixUser user, String what) {
        String classes =
                user.checkout().resolve("target/classes")
                        + ":"
                        + user.checkout().resolve("target/test-classes");
        String java = System.getProperty("java.home") + "/bin/java";
        return user.run(java, "-cp", classes, UntrustedClient.class.getName(), what).orFail();
    }
}
