package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person at a terminal enters the state of a build.
class ShellTerminalTest {

    private static final String PROMPT = "[firn failing installPhase@failed]\u001b[0m /build $ ";

    @TempDir Path place;
    private ThisMachine machine;

    @BeforeEach
    void enter() throws IOException {
        machine = new ThisMachine(place);
        machine.build("failing");
    }

    private TypedTerminal firn(String... args) throws IOException {
        return TypedTerminal.start(machine.program(args), machine.environment());
    }

    @Test
    void shellIsOneAsPeopleKnowIt() throws Exception {
        try (TypedTerminal terminal = firn("shell")) {
            String arrival = terminal.await(PROMPT);
            assertThat(arrival)
                    .contains("failing installPhase@failed", "exit code 1", "... false")
                    .contains("  | ", "about to fail");

            terminal.type("stty size; echo $-\n");
            assertThat(terminal.await(PROMPT)).contains("\r\n50 200\r\nhimBs\r\n");

            terminal.type("nosuchcommand\n");
            assertThat(terminal.await(PROMPT)).contains("nosuchcommand: command not found");

            terminal.type("sh -c 'echo ready; exec sleep 1000'\n");
            terminal.await("ready\r\n");
            terminal.type("\u0003");
            terminal.await(PROMPT);
            terminal.type("echo was $?\n");
            terminal.await("was 130");
            terminal.await(PROMPT);

            terminal.type("sh -c 'echo ready; exec cat'\n");
            terminal.await("ready\r\n");
            terminal.type("\u001a");
            terminal.await("Stopped");
            terminal.await(PROMPT);
            terminal.type("fg\n");
            terminal.await("exec cat'\r\n");
            terminal.type("back\n");
            terminal.await("back\r\nback\r\n");
            terminal.type("\u0004");
            terminal.await(PROMPT);

            terminal.resize(90, 33);
            terminal.type("trap 'stty size' WINCH; while read -t 0; do :; done; stty size\n");
            terminal.await("33 90");
            terminal.await(PROMPT);

            terminal.type("exit 7\n");
            terminal.await("left with 7");
            terminal.await(" icanon ");
            terminal.awaitEnd();
        }
        Traces.assertNone(machine.cache());
    }

    @Test
    void changesAreShownAndTheirFateIsAsked() throws Exception {
        try (TypedTerminal terminal = firn("shell")) {
            terminal.await(PROMPT);
            terminal.type("echo whole >$out/whole; rm built\n");
            terminal.await(PROMPT);
            terminal.type("\u0004");

            assertThat(terminal.await("[d]rop, [k]eep, [r]esume? "))
                    .contains("2 paths changed\r\n  - /build/built\r\n  + /nix/store/");
            terminal.type("x");
            terminal.type("r");
            terminal.await("resume\r\n");
            terminal.await("/nix/store/");
            terminal.await("left with 0");
            terminal.awaitEnd();
        }
        assertThat(machine.firn("ls").orFail()).contains("forced, not verified");
    }

    @Test
    void changesOutliveAShellThatIsToEnd() throws Exception {
        try (TypedTerminal terminal = firn("shell")) {
            terminal.await(PROMPT);
            terminal.type("echo whole >$out/whole\n");
            terminal.await(PROMPT);
            terminal.signal("HUP");
            terminal.await("kept: firn shell ");
            terminal.awaitEnd();
        }
        assertThat(machine.firn("builds").stdout()).contains("kept from a shell");
        String id = machine.firn("builds").stdout().split(" ", 2)[0];
        assertThat(machine.firn("files", "shell", "--build", id, "/nix/store").stdout())
                .contains("/whole\n");
        Traces.assertNone(machine.cache());
    }

    @Test
    void greetingNamesNothingThatIsNotThere() throws Exception {
        Path file = place.resolve("single.nix");
        Files.writeString(
                file,
                """
                derivation {
                  name = "single";
                  system = builtins.currentSystem;
                  builder = "/bin/bash";
                  args = [ "-c" "exit 9" ];
                }
                """);
        try (TypedTerminal terminal =
                firn("build", "--no-link", "-f", file.toString(), "--break", "build")) {
            assertThat(terminal.await("[firn single builder@before]"))
                    .contains("nothing is hidden here\u001b[0m\r\n")
                    .doesNotContain("strictly");
            terminal.type("exit 0\n");
            terminal.await("left with 1");
            terminal.awaitEnd();
        }
        try (TypedTerminal terminal = firn("shell", "--build", "failing")) {
            assertThat(terminal.await(PROMPT)).contains("as in the build: strictly runPhase PHASE");
            terminal.type("exit\n");
            terminal.await("left with 0");
            terminal.awaitEnd();
        }
    }

    @Test
    void terminalIsFreeAgainWhenTheShellIsKilled() throws Exception {
        try (TypedTerminal terminal = firn("shell")) {
            terminal.await(PROMPT);
            terminal.type("kill -9 -1; exec 2>&-; kill -SEGV $$\n");
            terminal.type("exit 3\n");
            terminal.await("left with");
            terminal.await(" icanon ");
            terminal.awaitEnd();
        }
        Traces.assertNone(machine.cache());
    }

    @Test
    void breakGivesTheTerminalAndTakesItBack() throws Exception {
        String[] build = {
            "build",
            "--no-link",
            "-f",
            ThisMachine.PACKAGES + "",
            "-A",
            "failing",
            "--break",
            "buildPhase",
            "--shell-on-failure"
        };
        try (TypedTerminal terminal = firn(build)) {
            terminal.await("[firn failing buildPhase@before]");
            terminal.type("exit\n");
            terminal.await("[firn failing installPhase@failed]");
            terminal.type("echo it was $kept\n");
            terminal.await("it was value");
            terminal.type("exit 0\n");
            terminal.await("firn shell");
            terminal.await("left with 1");
            terminal.awaitEnd();
        }
        Traces.assertNone(machine.cache());
    }

    @Test
    void commandHasTheTerminalToo() throws Exception {
        try (TypedTerminal terminal =
                firn("run", "buildPhase", "--", "sh", "-c", "tty; cat; exit 5")) {
            terminal.await("not a tty\r\n");
            terminal.type("typed\n");
            terminal.await("typed\r\ntyped\r\n");
            terminal.type("\u0003");
            terminal.await("left with 130");
            terminal.awaitEnd();
        }
        assertThat(List.of(machine.firn("ls").status())).containsExactly(0);
    }
}
