package dev.firn.nix.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firn.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Daemons that are not there, or are not daemons.
@Timeout(60)
class ConnectionTest {

    /// What a daemon says first; its version follows.
    private static final String GREETING = "printf 'oixd\\0\\0\\0\\0";

    @TempDir Path folder;

    @Test
    void missingSocketIsAProblemOfTheHost() {
        Path socket = folder.resolve("socket");

        Problem problem = problem(new DaemonAddress.Socket(socket, false));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.HOST);
        assertThat(problem.what()).isEqualTo("no Nix daemon listens at " + socket);
        assertThat(problem.fix()).contains("nix-daemon");
    }

    /// As on Debian for who is not in the group nix-users; root is refused nothing.
    @Test
    void closedSocketIsNamedAsSuch() {
        Problem problem = Dial.noDaemon(Path.of("/s"), new IOException("Permission denied"));

        assertThat(problem.what()).isEqualTo("you may not connect to the Nix daemon at /s");
        assertThat(problem.fix()).contains("nix-users");
    }

    @Test
    void missingProgramIsAProblemOfTheHost() {
        Problem problem = problem(own("firn-has-no-such-program", "--stdio"));

        assertThat(problem.what()).isEqualTo("cannot start 'firn-has-no-such-program --stdio'");
    }

    @Test
    void lastWordsOfADaemonAreShown() {
        Problem problem = problem(shell("echo 'error: cannot open the database' >&2; exit 1"));

        assertThat(problem.why()).isEqualTo("error: cannot open the database");
    }

    @Test
    void daemonThatDoesNotGreetMayNotWantThisUser() {
        Problem problem = problem(shell("head -c 8 >/dev/null"));

        assertThat(problem.what()).isEqualTo("the Nix daemon closes the connection without a word");
        assertThat(problem.fix()).contains("allowed-users");
    }

    @Test
    void daemonThatStopsInTheGreetingIsAProblem() {
        Problem problem = problem(shell(GREETING + "'; head -c 8 >/dev/null"));

        assertThat(problem.what())
                .isEqualTo("the Nix daemon went away in the middle of the conversation");
    }

    @Test
    void somethingElseThanADaemonIsNotUnderstood() {
        Problem problem = problem(shell("echo Welcome to FTP; cat >/dev/null"));

        assertThat(problem.what()).isEqualTo("the Nix daemon's answer cannot be understood");
        assertThat(problem.why()).contains("instead of a greeting");
    }

    @Test
    void daemonOlderThanNix28IsRefused() {
        Problem problem =
                problem(shell(GREETING + "\\025\\001\\0\\0\\0\\0\\0\\0'; cat >/dev/null"));

        assertThat(problem.what()).isEqualTo("the Nix daemon is too old for firn");
        assertThat(problem.why()).contains("1.21");
    }

    @Test
    void textOfAbsurdLengthIsNotUnderstood() {
        String version = "\\043\\001\\0\\0\\0\\0\\0\\0";
        String length = "\\377\\377\\377\\377\\377\\377\\377\\177";

        Problem problem = problem(shell(GREETING + version + length + "'; cat >/dev/null"));

        assertThat(problem.why()).isEqualTo("it sent a text of 9223372036854775807 bytes");
    }

    @Test
    void addressComesFromTheEnvironmentAsNixReadsIt() {
        Path socket = Path.of("/tmp/s");
        assertThat(DaemonAddress.of(Map.of("NIX_REMOTE", "unix:///tmp/s?trusted=true")))
                .isEqualTo(new DaemonAddress.Socket(socket, false));
        assertThat(
                        DaemonAddress.of(
                                Map.of("NIX_REMOTE", "daemon", "NIX_DAEMON_SOCKET_PATH", "/tmp/s")))
                .isEqualTo(new DaemonAddress.Socket(socket, false));
        assertThat(DaemonAddress.of(Map.of("NIX_REMOTE", "local"))).isEqualTo(DaemonAddress.OWN);
        assertThat(DaemonAddress.of(Map.of("NIX_STATE_DIR", folder.toString())))
                .isEqualTo(DaemonAddress.OWN);
        assertThat(DaemonAddress.of(Map.of("NIX_STATE_DIR", "/nonexistent")))
                .isEqualTo(
                        new DaemonAddress.Socket(
                                Path.of("/nonexistent/daemon-socket/socket"), false));
        for (String same :
                List.of(
                        "local?store=/nix/store",
                        "local?store=%2Fnix%2Fstore&state=/x",
                        "local://")) {
            assertThat(DaemonAddress.of(Map.of("NIX_REMOTE", same))).isEqualTo(DaemonAddress.OWN);
        }
        Map<String, String> usual = Map.of("NIX_STORE_DIR", "/nix/store/", "NIX_REMOTE", "local");
        assertThat(DaemonAddress.of(usual)).isEqualTo(DaemonAddress.OWN);
    }

    @Test
    void storeElsewhereIsRefusedInWords() {
        for (String remote :
                List.of(
                        "ssh-ng://far",
                        "local?root=/x",
                        "local?store=/store",
                        "auto?real=/x",
                        "unix:///tmp/s?root=/x",
                        "/x",
                        "https://cache.example.org",
                        "dummy://")) {
            assertThatThrownBy(() -> DaemonAddress.of(Map.of("NIX_REMOTE", remote)))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("the store is '" + remote + "', and firn cannot");
        }
        for (String name : List.of("NIX_STORE_DIR", "NIX_STORE")) {
            assertThatThrownBy(() -> DaemonAddress.of(Map.of(name, "/store")))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining(name + " is '/store'");
        }
    }

    private static Problem problem(DaemonAddress address) {
        NixSettings settings = new NixSettings(address, Optional.empty());
        Problem problem =
                catchThrowableOfType(
                        Problem.class, () -> NixDaemon.connect(settings, event -> {}).close());
        assertThat(problem).isNotNull();
        return problem;
    }

    private static DaemonAddress own(String... command) {
        return new DaemonAddress.Own(List.of(command));
    }

    private static DaemonAddress shell(String script) {
        return own("sh", "-c", script);
    }
}
