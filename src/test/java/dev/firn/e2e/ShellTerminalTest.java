package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person at a terminal enters the state of a build.
class ShellTerminalTest {

    private static final String PROMPT = "[firn failing installPhase@failed]\u001b[0m /build $ ";

    private static final String QUESTION = "[d]rop, [k]eep, [r]esume, [l]ist? ";

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

            assertThat(terminal.await(QUESTION))
                    .contains("2 paths changed\r\n  - /build/built\r\n  + /nix/store/");
            terminal.type("x\n");
            terminal.await("Enter alone drops");
            terminal.await(QUESTION);
            // What hangs over from leaving the shell by Ctrl-D.
            terminal.type("\u0004");
            terminal.await(QUESTION);
            terminal.type("r\n");
            terminal.await("/nix/store/");
            terminal.await("left with 0");
            terminal.awaitEnd();
        }
        assertThat(machine.firn("ls").orFail()).contains("forced, not verified");
    }

    @Test
    void allChangesCanBeListed() throws Exception {
        try (TypedTerminal terminal = firn("shell")) {
            terminal.await(PROMPT);
            terminal.type("touch new{1..9}; exit\n");
            assertThat(terminal.await(QUESTION)).contains("new5", "...").doesNotContain("new6");
            terminal.type("l\n");
            assertThat(terminal.await(QUESTION)).contains("  + /build/new9\r\n");
            terminal.type("\n");
            terminal.await("left with 0");
            terminal.awaitEnd();
        }
    }

    @Test
    void changesOutliveTheTerminal() throws Exception {
        for (String leaving : List.of("", "exit\n")) {
            // A session of its own, as `su` makes one: no signal tells firn of the end.
            List<String> words = new ArrayList<>(List.of("sh", "-c", "trap '' HUP; \"$@\"", "sh"));
            words.addAll(machine.program("shell"));
            TypedTerminal terminal = TypedTerminal.start(words, machine.environment());
            terminal.await(PROMPT);
            terminal.type("echo 1 >outlives\n");
            terminal.await(PROMPT);
            terminal.type(leaving);
            if (!leaving.isEmpty()) {
                terminal.await(QUESTION);
            }
            terminal.unplug();
            String builds = machine.firn("builds").stdout();
            assertThat(builds.lines().findFirst().orElseThrow()).contains("kept from a shell");
            assertThat(machine.firn("files", "--build", builds.split(" ", 2)[0], "shell").stdout())
                    .contains("outlives\n");
        }
        Traces.assertNone(machine.cache());
    }

    @Test
    void changesOutliveTheQuestion() throws Exception {
        try (TypedTerminal terminal = firn("shell")) {
            terminal.await(PROMPT);
            terminal.type("touch asked; exit\n");
            terminal.await(QUESTION);
            terminal.signal("TERM");
            terminal.await("kept: firn shell ");
            terminal.awaitEnd();
        }
    }

    @Test
    void sandboxThatIsKilledTakesNoChangesAlong() throws Exception {
        try (TypedTerminal terminal = firn("shell")) {
            terminal.await(PROMPT);
            terminal.type("touch made\n");
            terminal.await(PROMPT);
            terminal.kill("bwrap");
            assertThat(terminal.await(QUESTION)).contains("was killed", "+ /build/made");
            terminal.type("k\n");
            terminal.await("kept: firn shell ");
            terminal.await("left with 137");
            terminal.awaitEnd();
        }
        Traces.assertNone(machine.cache());
    }

    @Test
    void buildThatEndsInAShellIsRecorded() throws Exception {
        machine.firn("builds").orFail();
        String[] build = {
            "build", "--no-link", "-f", ThisMachine.PACKAGES + "", "-A", "failing", "--break"
        };
        for (String point : List.of("installPhase", "unpackPhase")) {
            List<String> words = new ArrayList<>(List.of(build));
            words.add(point);
            words.add("--shell-on-failure");
            try (TypedTerminal terminal = firn(words.toArray(String[]::new))) {
                terminal.await("[firn failing " + point + "@before]");
                if (point.equals("unpackPhase")) {
                    terminal.type("exit\n");
                    terminal.await("[firn failing installPhase@failed]");
                }
                terminal.type("touch lost\n");
                terminal.await("touch lost");
                terminal.await("$ ");
                terminal.signal("TERM");
                terminal.await("thrown away: 1 path changed");
                terminal.await("left with 143");
                terminal.awaitEnd();
            }
            String last = machine.firn("ls").stdout();
            assertThat(last.contains("✘ installPhase")).isEqualTo(point.equals("unpackPhase"));
            assertThat(last).contains("= buildPhase");
        }
        Traces.assertNone(machine.cache());
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
            "patchPhase",
            "--break",
            "buildPhase@after",
            "--shell-on-failure"
        };
        try (TypedTerminal terminal = firn(build)) {
            terminal.await("[firn failing patchPhase@before]");
            terminal.type("false; exit\n");
            terminal.await("[firn failing buildPhase@after]");
            terminal.type("false\n");
            terminal.await("$ ");
            terminal.type("\u0004");
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
