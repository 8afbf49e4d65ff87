package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testkit.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Entering the states of a build without a terminal: a shell that reads its commands, and single
/// commands.
class ShellTest {

    private static final String[] MENDED = {
        "--arg", "edit", "{ installPhase = \"cp built $out; echo $kept >> $out\"; }"
    };

    @TempDir Path place;
    private ThisMachine machine;

    @BeforeEach
    void enter() throws IOException {
        machine = new ThisMachine(place);
    }

    @Test
    void shellIsWhereTheStepFailed() throws Exception {
        machine.build("failing");

        Ran ran =
                typed(
                        """
                        pwd; echo $kept $curPhase; cat $out/half; type runPhase | head -n 1
                        false; echo still here; echo $unknown; trap -p EXIT
                        strictly runPhase installPhase; echo strictly $?
                        rm -r $out; echo $((6*7)) >answer
                        """,
                        "shell");

        assertThat(ran.status()).as(ran.stderr()).isZero();
        assertThat(ran.stdout())
                .isEqualTo(
                        """
                        /build
                        value installPhase
                        half
                        runPhase is a function
                        still here

                        Running phase: installPhase
                        strictly 1
                        """);
        assertThat(ran.stderr()).contains("cannot create directory");
        assertThat(typed("ls; ls $out", "shell").stdout()).isEqualTo("built\nenv-vars\nhalf\n");
        Traces.assertNone(machine.cache());
    }

    @Test
    void commandHasItsStreamsItsStatusAndTheFunctionsOfTheBuild() throws Exception {
        machine.build("failing");

        Ran copied =
                typed(
                        "in\0put",
                        "run",
                        "installPhase@before",
                        "--",
                        "sh",
                        "-c",
                        "cat; echo problem >&2; exit 42");
        Ran phase = typed("", "run", "installPhase@before", "--", "runPhase", "installPhase");
        Ran killed = typed("", "run", "buildPhase", "--", "sh", "-c", "kill -9 $$");

        assertThat(copied).isEqualTo(new Ran(42, "in\0put", "problem\n"));
        assertThat(phase.status()).isEqualTo(1);
        assertThat(phase.stdout()).isEqualTo("Running phase: installPhase\nabout to fail\n");
        assertThat(killed).isEqualTo(new Ran(137, "", ""));
    }

    @Test
    void commandIsLookedForFirst() throws Exception {
        machine.build("failing");

        assertThat(typed("", "run", "buildPhase", "--", "nosuch", "x"))
                .isEqualTo(new Ran(127, "", "firn: there is no command nosuch here\n"));
        assertThat(typed("", "run", "--", "ls").stdout()).isEqualTo("built\nenv-vars\n");
        assertThat(typed("", "run").stderr()).contains("there is no command to run");
    }

    @Test
    void resultIsAStateToo() throws Exception {
        machine.build("failing", MENDED);
        machine.build("failing");

        assertThat(typed("cat $out", "shell", "result").stdout()).isEqualTo("built\nvalue\n");
        assertThat(machine.firn("cat", "result:/build/built").stdout()).isEqualTo("built\n");
    }

    @Test
    void statesBeforeAndAfterAStepDiffer() throws Exception {
        machine.build("failing", MENDED);

        assertThat(typed("ls; echo kept ${kept-}", "shell", "buildPhase@before").stdout())
                .isEqualTo("env-vars\nkept\n");
        assertThat(typed("ls; echo kept ${kept-}", "shell", "buildPhase", "--after").stdout())
                .isEqualTo("built\nenv-vars\nkept value\n");
        assertThat(typed("cat $out", "shell").stdout()).isEqualTo("built\nvalue\n");
    }

    @Test
    void toolsAreBroughtAlongAndNothingElseChanges() throws Exception {
        machine.build("failing");
        String tool = machine.run("nix-store", "--add", tool().toString()).orFail();

        String[] seen = {"--", "sh", "-c", "echo $PATH"};
        String path = typed("", with(seen, "run", "buildPhase")).stdout().strip();
        String longer = typed("", with(seen, "run", "--with", tool, "buildPhase")).stdout().strip();
        Ran spoken = typed("", "run", "--with", tool, "buildPhase", "--", "speak");

        assertThat(longer).isEqualTo(path + ":" + tool + "/bin");
        assertThat(spoken.stdout()).isEqualTo("here\n");
        assertThat(typed("", "run", "buildPhase", "--", "ls", tool).status()).isNotZero();
    }

    @Test
    void networkIsThereOnDemandOnly() throws Exception {
        machine.build("failing");
        String[] count = {
            "buildPhase", "--", "sh", "-c", "ls /sys /proc/net/dev; wc -l </etc/hosts"
        };

        String without = typed("", with(count, "run")).stdout();
        String host = Files.readString(Path.of("/proc/net/dev"), StandardCharsets.ISO_8859_1);
        String[] devices = {"buildPhase", "--", "cat", "/proc/net/dev"};

        assertThat(without).contains("/proc/net/dev\n2\n");
        assertThat(interfaces(typed("", with(devices, "run")).stdout())).containsExactly("lo");
        assertThat(interfaces(typed("", with(devices, "run", "--network")).stdout()))
                .isEqualTo(interfaces(host));
    }

    @Test
    void nameThatIsNoTextIsTakenAsItIs() throws Exception {
        machine.build("failing");
        Ran kept = typed("echo raw >$'r\\xff\\xfe\\xc3\\xbc'", "shell", "buildPhase", "--keep");
        assertThat(kept.status()).isZero();
        String id = machine.firn("builds").stdout().split(" ", 2)[0];
        List<String> last =
                List.of("sh", "-c", "name=$1; shift; exec \"$@\" \"$(printf \"$name\")\"", "sh");

        List<String> cat = new ArrayList<>(last);
        cat.add("shell:r\\377\\376\\303\\274");
        cat.addAll(machine.program("cat", "--build", id));
        List<String> run = new ArrayList<>(last);
        run.add("\\377\\303\\274");
        run.addAll(machine.program("run", "buildPhase", "--", "printf", "%q"));

        assertThat(machine.run(cat).orFail()).isEqualTo("raw");
        assertThat(machine.run(run).orFail()).isEqualTo("$'\\377\\303\\274'");
    }

    @Test
    void keptFilesAreALayerOfTheirOwn() throws Exception {
        machine.build("failing");

        Ran kept = typed("echo note >note; rm built", "shell", "buildPhase", "--keep");

        Matcher id = Pattern.compile("firn shell (\\w{16}),").matcher(kept.stderr());
        assertThat(id.find()).as(kept.stderr()).isTrue();
        assertThat(typed("ls; echo $kept", "shell", id.group(1)).stdout())
                .isEqualTo("env-vars\nnote\nvalue\n");
        assertThat(typed("ls", "shell", "buildPhase").stdout()).contains("built");
        // The last build is still the one that failed.
        assertThat(machine.firn("builds").stdout()).contains("kept from a shell");
        assertThat(machine.firn("log", id.group(1)).status()).isZero();
        assertThat(typed("echo $half", "shell").status()).isZero();
        assertThat(machine.firn("ls").stdout()).contains("✘ installPhase");
        assertThat(machine.firn("ls", "--build", "failing").stdout()).contains("✘ installPhase");
    }

    @Test
    void buildGoesOnFromTheFilesOfAShell() throws Exception {
        machine.build("failing");

        Ran ran = typed("echo whole >$out/whole", "shell", "--resume");

        assertThat(ran.status()).as(ran.stderr()).isZero();
        assertThat(ran.stderr())
                .contains("forced", "installPhase goes on from a shell at installPhase@failed")
                .contains("fixupPhase: done");
        assertThat(Files.readString(Path.of(ran.stdout().strip(), "whole"))).isEqualTo("whole\n");
        assertThat(Files.readString(Path.of(ran.stdout().strip(), "half"))).isEqualTo("half\n");
        assertThat(machine.firn("ls").orFail()).contains("forced, not verified");
        assertThat(machine.run("find", place.toString(), "-name", "result").stdout()).isEmpty();
        // The next build knows nothing of it.
        assertThat(machine.build("failing").firstThatRan()).isEqualTo("installPhase");
    }

    @Test
    void buildThatGoesOnHasTheLinkThatItWasToHave() throws Exception {
        Path link = place.resolve("made");
        String[] words = {"-f", ThisMachine.PACKAGES + "", "-A", "failing", "-o", link.toString()};
        machine.firn(with(words, "build"));
        typed("touch $out/x", "shell", "--keep");

        Ran same = typed("", "shell", "--resume");
        Ran ran = typed("touch $out/y", "shell", "installPhase", "--build", "failing", "--resume");

        assertThat(same.status()).isEqualTo(2);
        assertThat(same.stderr()).contains("nothing was changed in the shell");

        assertThat(ran.status()).as(ran.stderr()).isZero();
        assertThat(Files.readSymbolicLink(link)).hasToString(ran.stdout().strip());
    }

    @Test
    void buildGoesOnWithoutALinkWhereItCannotBe() throws Exception {
        Path folder = Files.createDirectory(place.resolve("folder"));
        String link = folder.resolve("made").toString();
        String[] words = {"-f", ThisMachine.PACKAGES + "", "-A", "failing", "-o", link};
        machine.firn(with(words, "build"));
        Files.delete(folder);

        Ran ran = typed("touch $out/x", "shell", "--resume");

        assertThat(ran.status()).as(ran.stderr()).isZero();
        assertThat(ran.stdout()).startsWith("/nix/store/");
        assertThat(ran.stderr()).contains("the link to the result cannot be made");
    }

    @Test
    void buildStopsAndGoesOnAsTheShellSays() throws Exception {
        Ran on = build("ls; echo lost >built; exit 0", "failing", "--break", "installPhase");
        Ran end = build("echo $kept; exit 3", "failing", "--break", "buildPhase@after");
        Ran wrong = build("", "failing", "--break", "instalPhase");

        assertThat(on.stderr())
                .contains("built\nenv-vars\n")
                .contains("thrown away: 1 path changed\n  ~ /build/built\n");
        // The result, and nothing else.
        assertThat(Files.readString(Path.of(on.stdout().strip()))).isEqualTo("built\nvalue\n");
        assertThat(end.status()).isEqualTo(1);
        assertThat(end.stdout()).isEmpty();
        assertThat(end.stderr())
                .contains("\nvalue\n")
                .contains("the build was ended at buildPhase@after");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.stderr()).contains("did you mean installPhase?");
        Traces.assertNone(machine.cache());
    }

    @Test
    void breakBetweenJoinedStepsIsAfterThem() throws Exception {
        Ran ran = build("cat $out/rest; exit 3", "openFile", List.of("--break", "installPhase"));

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.stderr())
                .contains("\ntwo\nthree\n")
                .contains(
                        "there is no state installPhase@before: buildPhase, checkPhase,"
                                + " installPhase, fixupPhase ran in one process; the shell is at"
                                + " fixupPhase@after")
                .contains("the build was ended at fixupPhase@after");
    }

    @Test
    void breakBetweenJoinedStepsThatFailIsAtTheFailure() throws Exception {
        String edit = "{ installPhase = \"echo three >&7; exit 4\"; }";
        List<String> more = List.of("--arg", "edit", edit, "--break", "buildPhase@after");

        Ran ran = build("cat notes", "openFile", more);

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.stderr())
                .contains("\none\ntwo\nthree\n")
                .contains("the shell is at installPhase@failed");
    }

    @Test
    void shellOpensWhereABuildFails() throws Exception {
        Ran ran = build("cat $out/half; echo $kept", "failing", List.of("--shell-on-failure"));

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.stderr()).contains("\nhalf\nvalue\n").contains("failed: installPhase");
    }

    @Test
    void builderThatIsOneStepIsEnteredWithItsEnvironment() throws Exception {
        Path file = place.resolve("single.nix");
        Files.writeString(
                file,
                """
                derivation {
                  name = "single";
                  system = builtins.currentSystem;
                  builder = "/bin/bash";
                  args = [ "-c" "echo made > /build/made; exit 9" ];
                  mood = "fine";
                }
                """);
        machine.firn("build", "--no-link", "-f", file.toString());

        Ran ran = typed("pwd; echo $(<made); echo $mood $NIX_BUILD_TOP", "shell");

        assertThat(ran.stdout()).isEqualTo("/build\nmade\nfine /build\n");
        assertThat(machine.firn("build", "--no-link", "-f", file.toString()).status()).isEqualTo(1);
    }

    @Test
    void nothingIsLeftWhenFirnIsKilled() throws Exception {
        machine.build("failing");
        Path err = Files.createTempFile(place, "err", "");
        Process firn = machine.start(machine.program("shell"), err);
        firn.getOutputStream()
                .write("sleep 4242 & echo started; sleep 4243\n".getBytes(StandardCharsets.UTF_8));
        firn.getOutputStream().flush();
        assertThat(firn.inputReader().readLine()).isEqualTo("started");

        machine.run("kill", "-KILL", Long.toString(firn.pid())).orFail();
        // What the sandbox has of standard output is closed only when it is gone.
        assertThat(firn.inputReader().readLine()).isNull();

        typed("", "shell");
        machine.build("failing");
        Traces.assertNone(machine.cache());
    }

    @Test
    void stateIsEnteredWhenNixHasCollectedTheDerivation() throws Exception {
        machine.build("failing");
        String drv = machine.instantiate("failing").toString();
        machine.run("nix-store", "--delete", drv).orFail();

        Ran ran = typed("cat $out/half", "shell");

        assertThat(ran.status()).as(ran.stderr()).isZero();
        assertThat(ran.stdout()).isEqualTo("half\n");
    }

    private Path tool() throws IOException {
        Path bin = Files.createDirectories(place.resolve("tool/bin"));
        Path speak = Files.writeString(bin.resolve("speak"), "#!/bin/sh\necho here\n");
        assertThat(speak.toFile().setExecutable(true)).isTrue();
        return place.resolve("tool");
    }

    private static List<String> interfaces(String table) {
        return table.lines().skip(2).map(line -> line.split(":", 2)[0].strip()).toList();
    }

    private static String[] with(String[] last, String... first) {
        List<String> words = new ArrayList<>(List.of(first));
        words.addAll(List.of(last));
        return words.toArray(String[]::new);
    }

    /// Builds the package that has been mended.
    private Ran build(String typed, String attribute, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(MENDED));
        words.addAll(List.of(more));
        return build(typed, attribute, words);
    }

    private Ran build(String typed, String attribute, List<String> more) throws Exception {
        List<String> words = new ArrayList<>(List.of("build", "--no-link"));
        words.addAll(List.of("-f", ThisMachine.PACKAGES.toString(), "-A", attribute));
        words.addAll(more);
        return typed(typed, words.toArray(String[]::new));
    }

    /// Runs firn in a process of its own, with this on its standard input.
    private Ran typed(String input, String... args) throws Exception {
        Path err = Files.createTempFile(place, "err", "");
        Process process = machine.start(machine.program(args), err);
        process.getOutputStream().write(input.getBytes(StandardCharsets.ISO_8859_1));
        process.getOutputStream().close();
        String out =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        return new Ran(process.waitFor(), out, Files.readString(err));
    }
}
