package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testkit.NixHost;
import dev.firn.testkit.NixRelease;
import dev.firn.testkit.NixUser;
import dev.firn.testkit.Ran;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An ordinary user whom the daemon does not trust, with every version of Nix.
class OrdinaryUserTest {

    private static final String EDIT = "{ postFixup = \"echo edited > $out/edited\"; }";

    @ParameterizedTest
    @EnumSource
    void userBuildsAndEditsThroughTheDaemon(NixRelease release) throws IOException {
        NixHost host = NixHost.withTools(release);
        NixUser user = host.asUser();
        Program program = Program.forAll(user.checkout(), user.home());
        for (String attribute : List.of("outputs", "selfReference", "structured")) {
            Report first = build(user, program, attribute, "{ }").orFail();
            check(host, user, attribute, "{ }", first);

            Report edited = build(user, program, attribute, EDIT).orFail();
            check(host, user, attribute, EDIT, edited);

            assertThat(edited.firstThatRan()).isEqualTo("fixupPhase");
            assertThat(build(user, program, attribute, EDIT).orFail().firstThatRan())
                    .isEqualTo("none");
        }
    }

    @ParameterizedTest
    @EnumSource
    void failureOfAUsersBuildIsKept(NixRelease release) throws IOException {
        NixUser user = NixHost.withTools(release).asUser();
        Program program = Program.forAll(user.checkout(), user.home());
        build(user, program, "failing", "{ }");

        Report again = build(user, program, "failing", "{ }");

        assertThat(again.ran().status()).as(again.ran().stderr()).isEqualTo(1);
        assertThat(again.firstThatRan()).isEqualTo("installPhase");
        assertThat(again.ran().stderr()).contains("about to fail");
        Traces.assertNone(user.home().resolve(".cache/firn"));
    }

    /// By fuse-overlayfs, whose process ends with the mount.
    @Test
    void userMountsAState() throws IOException {
        NixUser user = NixHost.withTools(NixRelease.NEWEST).asUser();
        Program program = Program.forAll(user.checkout(), user.home());
        build(user, program, "failing", "{ }");
        String script =
                """
                servers() {
                    for each in /proc/[0-9]*; do
                        case $(cat "$each/cmdline" 2> /dev/null | tr '\\0' ' ') in
                            /*/firn-*' -o '*) echo "${each#/proc/}" ;;
                        esac
                    done
                }
                directory=$("$@" mount installPhase) || exit
                find "$directory" -name half -exec cat {} +
                touch "$directory/new" && exit 4
                "$@" mount --json
                kill -9 $(servers)
                "$@" umount "$directory" || exit
                "$@" mount --rw installPhase@before DIRECTORY && touch DIRECTORY/build/new || exit
                "$@" umount --all || exit
                find DIRECTORY "$directory"
                servers
                """
                        .replace("DIRECTORY", user.home().resolve("own").toString());
        List<String> words = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        words.addAll(program.command());

        Ran ran = user.run(words.toArray(String[]::new));

        String own = user.home().resolve("own").toString();
        if (user.run("test", "-c", "/dev/fuse").status() != 0) {
            assertThat(ran.status()).isEqualTo(3);
            assertThat(ran.stderr()).contains("there is no /dev/fuse");
            return;
        }
        assertThat(ran.stdout())
                .as(ran.stderr())
                .startsWith("half\n{\"mounts\":[{\"directory\":\"")
                .contains("/mounted/failing-installPhase-failed\",\"derivation\":\"failing\"")
                .endsWith("\"elsewhere\":false}]}\n" + own + "\n");
        assertThat(ran.stderr())
                .contains("Read-only file system")
                .contains("was dead, its fuse-overlayfs has ended; cleared away")
                .contains("unmounted " + own + "\n");
        Traces.assertNone(user.home().resolve(".cache/firn"));
    }

    @ParameterizedTest
    @EnumSource
    void userEntersTheStatesOfABuild(NixRelease release) throws IOException {
        NixUser user = NixHost.withTools(release).asUser().with("NIX_CONFIG", tools());
        Program program = Program.forAll(user.checkout(), user.home());
        build(user, program, "failing", "{ }");

        String[] phase = {
            "run", "installPhase@failed", "--", "eval", "cat $out/half; echo $kept $(id -u) $$"
        };
        Ran run = user.run(program.command(phase).toArray(String[]::new));
        List<String> resume =
                new ArrayList<>(
                        List.of("sh", "-c", "echo 'echo whole >$out/whole' | \"$@\"", "sh"));
        resume.addAll(program.command("shell", "--resume"));
        Ran shell = user.run(resume.toArray(String[]::new));

        assertThat(run).isEqualTo(new Ran(0, "half\nvalue 1000 1\n", ""));
        assertThat(shell.status()).as(shell.stderr()).isZero();
        assertThat(shell.stdout()).startsWith("/nix/store/");
        Traces.assertNone(user.home().resolve(".cache/firn"));
    }

    /// Where neither systemd nor the kernel gives the user a control group.
    @Test
    void limitsOfAUserHoldForEachProcessAndThatIsSaid() throws IOException {
        NixUser user = NixHost.withTools(NixRelease.NEWEST).asUser();
        Program program = Program.forAll(user.checkout(), user.home());
        String much = "{ buildPhase = \"head -c 1G /dev/zero | tail -c 1G > /dev/null\"; }";
        String many =
                "{ buildPhase = \"sh -c 'for i in $(seq 50); do sleep 1000 & done; echo all'\"; }";

        Report big = build(user, program, "failing", much, "--memory", "400M");
        Report wide =
                build(user, program, "failing", many, "--max-processes", "20", "--timeout", "20");

        assertThat(big.ran().stderr()).contains("holds for each process by itself");
        assertThat(big.detail("buildPhase")).contains("for lack of memory");
        assertThat(wide.steps()).containsEntry("buildPhase", "failed");
        assertThat(wide.detail("buildPhase")).isNotEqualTo("timed out after 20 seconds");
        assertThat(wide.ran().stderr()).doesNotContain("| all");
        Traces.assertNone(user.home().resolve(".cache/firn"));
    }

    private static Report build(
            NixUser user, Program program, String attribute, String edit, String... more) {
        List<String> words = new ArrayList<>(List.of("build", "--json", "--no-link"));
        words.addAll(selection(user, attribute, edit));
        words.addAll(List.of(more));
        NixUser showing = user.with("NIX_CONFIG", tools());
        return new Report(
                showing.run(program.command(words.toArray(String[]::new)).toArray(String[]::new)));
    }

    /// firn follows the user's own settings, as its sandbox is the user's.
    private static String tools() {
        return "sandbox-paths = /bin /usr /lib /lib64? /etc/alternatives?";
    }

    private static List<String> selection(NixUser user, String attribute, String edit) {
        String packages = user.checkout().resolve("src/test/nix/packages.nix").toString();
        List<String> words = new ArrayList<>();
        if (!edit.isEmpty()) {
            words.addAll(List.of("-f", packages, "-A", attribute, "--arg", "edit", edit));
        }
        return words;
    }

    /// Nix's own build of the same, and the two compared.
    private static void check(
            NixHost host, NixUser user, String attribute, String edit, Report report)
            throws IOException {
        List<String> words = new ArrayList<>(List.of("nix-build", "--no-out-link"));
        List<String> selected = selection(user, attribute, edit);
        words.addAll(selected.subList(1, 2));
        words.addAll(List.of("-A", attribute + ".all", "--arg", "edit", edit));
        Ran nix = user.run(words.toArray(String[]::new));
        SortedMap<String, String> theirs = new TreeMap<>();
        for (String path : nix.orFail().lines().toList()) {
            for (String output : report.results().keySet()) {
                String ours = report.results().getOrDefault(output, "");
                if (name(ours).equals(name(path))) {
                    theirs.put(output, path);
                }
            }
        }
        assertThat(theirs.keySet()).isEqualTo(report.results().keySet());
        Moved moved = Moved.between(report.results(), theirs);
        Moved same = Moved.between(theirs, theirs);
        for (String output : theirs.keySet()) {
            Path ours = host.onThisMachine(report.results().getOrDefault(output, ""));
            Path other = host.onThisMachine(theirs.getOrDefault(output, ""));
            assertThat(Tree.of(ours, moved)).as(output).isEqualTo(Tree.of(other, same));
            user.run("nix-store", "--verify-path", report.results().getOrDefault(output, ""))
                    .orFail();
        }
    }

    private static String name(String path) {
        return path.substring("/nix/store/".length() + 33);
    }
}
