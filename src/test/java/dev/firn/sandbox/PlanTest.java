package dev.firn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.sandbox.Bind.Access;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What the tools are told, decided without looking at anything.
class PlanTest {

    private static final RunDirectory RUN = new RunDirectory(Path.of("/cache/a b/run"));

    private final Overlay overlay =
            new Overlay(
                    List.of(Path.of("/l/2"), Path.of("/l/1")),
                    Path.of("/s/upper"),
                    Path.of("/s/work"),
                    new TreeMap<>(
                            Map.of("build", "/build", "nix/store", "/nix/store", "tmp", "/tmp")));
    private final Program program =
            new Program(
                    "/nix/store/bash/bin/bash",
                    List.of("bash", "-c", "echo 'it''s'"),
                    new TreeMap<>(Map.of("PATH", "/path-not-set", "a", "")),
                    "/build");
    private final List<Bind.Found> binds =
            List.of(
                    new Bind.Found(Path.of("/dev/null"), "/dev/null", Access.DEVICE, false),
                    new Bind.Found(Path.of("/store/x y"), "/nix/store/x", Access.READ_ONLY, true),
                    new Bind.Found(Path.of("/in"), "/.firn/in", Access.READ_ONLY, true));

    private SandboxSpec spec(Isolation isolation) {
        return new SandboxSpec(overlay, List.of(), program, isolation);
    }

    @Test
    void mountTableHasShortLayerNamesAndOneLineForEachMount() {
        assertThat(MountTable.text(spec(Isolation.complete()), binds, RUN))
                .isEqualTo(
                        """
                        overlay /cache/a\\040b/run/merged overlay \
                        lowerdir=l/0:l/1,upperdir=l/upper,workdir=l/work,userxattr,volatile
                        /cache/a\\040b/run/merged/build /cache/a\\040b/run/root/build none bind
                        /cache/a\\040b/run/merged/nix/store /cache/a\\040b/run/root/nix/store none bind
                        /cache/a\\040b/run/merged/tmp /cache/a\\040b/run/root/tmp none bind
                        none /cache/a\\040b/run/root/dev/pts devpts \
                        newinstance,mode=0620,ptmxmode=0666
                        none /cache/a\\040b/run/root/dev/shm tmpfs mode=1777,size=50%
                        /dev/null /cache/a\\040b/run/root/dev/null none bind,ro,nosuid,noexec
                        /store/x\\040y /cache/a\\040b/run/root/nix/store/x none \
                        bind,ro,nosuid,nodev
                        none /proc proc defaults
                        """);
    }

    @Test
    void mountOptionsOfTheLongestChainFitOnOnePage() {
        Overlay deepest =
                new Overlay(
                        Collections.nCopies(500, Path.of("/" + "long".repeat(50))),
                        Path.of("/u"),
                        Path.of("/w"),
                        new TreeMap<>());
        SandboxSpec spec = new SandboxSpec(deepest, List.of(), program, Isolation.complete());
        String line = MountTable.text(spec, List.of(), RUN).lines().findFirst().orElseThrow();
        assertThat(line.substring(line.lastIndexOf(' ') + 1)).hasSizeLessThan(4096);
    }

    @Test
    void optionsIsolateEverythingAndGiveTheEnvironment() {
        String options = Bubblewrap.options(spec(Isolation.complete()), binds, RUN, false);
        assertThat(List.of(options.split("\0", -1)))
                .containsExactly(
                        "--unshare-all",
                        "--unshare-user",
                        "--uid",
                        "1000",
                        "--gid",
                        "100",
                        "--hostname",
                        "localhost",
                        "--cap-drop",
                        "ALL",
                        "--as-pid-1",
                        "--new-session",
                        "--die-with-parent",
                        "--json-status-fd",
                        "4",
                        "--seccomp",
                        "5",
                        "--dev-bind",
                        "/cache/a b/run/root",
                        "/",
                        "--proc",
                        "/proc",
                        "--ro-bind",
                        "/in",
                        "/.firn/in",
                        "--clearenv",
                        "--setenv",
                        "PATH",
                        "/path-not-set",
                        "--setenv",
                        "a",
                        "",
                        "--chdir",
                        "/build",
                        "");
    }

    @Test
    void networkAndArgumentZeroAreOptions() {
        Isolation open = Isolation.complete().withNetwork(Optional.empty());
        String options = Bubblewrap.options(spec(open), binds, RUN, true);
        assertThat(options).contains("--unshare-all\0--share-net\0").endsWith("\0--argv0\0bash\0");
    }

    @Test
    void stageBecomesBubblewrapWithTheQuotedProgram() {
        assertThat(Stage.script(spec(Isolation.complete()), List.of()))
                .isEqualTo(
                        """
                        read -r _ _ _ parent _ < /proc/self/stat
                        read -r _ _ _ firn _ < "/proc/$parent/stat"
                        [ "$firn" = "$1" ] || exit 1
                        mount -a -n -T fstab || exit 1
                        read -r domain < /proc/sys/kernel/domainname
                        [ "$domain" = '(none)' ] || domainname '(none)' || exit 1
                        umask 022
                        ulimit -S -c 0
                        exec 3< bwrap.args 4> status 5< seccomp
                        [ -z "$2" ] || exec <> /dev/null 1<> "$2" 2>&1
                        [ "$3" != typed ] || exec <&1
                        [ "$3" != aside ] || exec >&2
                        exec env --default-signal setarch -R bwrap --args 3 \
                        -- '/nix/store/bash/bin/bash' '-c' \
                        'echo '\\''it'\\'''\\''s'\\'''
                        """);
        Isolation small =
                new Isolation(Isolation.Network.NONE, Optional.empty(), true, false, "1g");
        assertThat(Stage.script(spec(small), List.of())).contains(" setarch linux32 -R bwrap ");
    }

    @Test
    void rootTreeHasAMountPointForEachBindOutsideTheOverlay() throws Exception {
        List<Bind.Found> more = new ArrayList<>(binds);
        more.add(new Bind.Found(Path.of("/s"), "/bin/sh", Access.WRITABLE, false));
        RootTree tree = RootTree.of(spec(Isolation.complete()), more);
        assertThat(tree.directories())
                .containsExactly(
                        "/.firn",
                        "/.firn/in",
                        "/bin",
                        "/build",
                        "/dev",
                        "/dev/pts",
                        "/dev/shm",
                        "/etc",
                        "/nix",
                        "/nix/store",
                        "/proc",
                        "/tmp");
        assertThat(tree.files())
                .containsOnlyKeys(
                        "/bin/sh", "/dev/null", "/etc/group", "/etc/hosts", "/etc/passwd");
    }

    @Test
    void networkBringsTheHostsNameResolutionAndTheCertificates() {
        Isolation open = Isolation.complete().withNetwork(Optional.of(Path.of("/ca.crt")));
        assertThat(StandardView.binds(open, false))
                .contains(
                        Bind.readOnly(Path.of("/etc/hosts"), "/etc/hosts").ifPresent(),
                        Bind.readOnly(Path.of("/etc/resolv.conf"), "/etc/resolv.conf").ifPresent(),
                        Bind.readOnly(Path.of("/etc/services"), "/etc/services").ifPresent(),
                        Bind.readOnly(Path.of("/ca.crt"), "/etc/ssl/certs/ca-certificates.crt"));
        assertThat(StandardView.files(open))
                .containsEntry("/etc/nsswitch.conf", "hosts: files dns\nservices: files\n")
                .doesNotContainKey("/etc/hosts");
    }

    @Test
    void reportTellsTheProgramsEndFromTheToolsEnd() {
        String started = "{ \"child-pid\": 7, \"net-namespace\": 4026532262 }\n";
        Bubblewrap.Report ended = Bubblewrap.Report.of(started + "{ \"exit-code\": 1 }\n");
        assertThat(ended.exit(1, false, "")).isEqualTo(new Exit.Exited(1));
        Bubblewrap.Report failed = Bubblewrap.Report.of(started);
        assertThat(failed.exit(1, false, "bwrap: no\n"))
                .isEqualTo(new Exit.NotStarted("bwrap: no"));
        assertThat(failed.exit(1, true, "")).isEqualTo(new Exit.Signalled(9));
        assertThat(failed.exit(143, false, "")).isEqualTo(new Exit.Signalled(15));
        assertThat(failed.exit(1, false, "unshare: sigprocmask unblock failed: Invalid argument"))
                .isEqualTo(new Exit.Signalled(9));
        Bubblewrap.Report crashed = Bubblewrap.Report.of("{ \"exit-code\": 139 }");
        assertThat(crashed.exit(139, false, "")).isEqualTo(new Exit.Signalled(11));
    }

    @Test
    void versionsAreCompared() throws Exception {
        assertThat(Bubblewrap.Version.of("bubblewrap 0.8.0\n").suffices()).isTrue();
        assertThat(Bubblewrap.Version.of("bubblewrap 0.8.0\n").setsArgumentZero()).isFalse();
        assertThat(Bubblewrap.Version.of("bubblewrap 0.11.0").setsArgumentZero()).isTrue();
        assertThat(Bubblewrap.Version.of("bubblewrap 1.0").setsArgumentZero()).isTrue();
        assertThat(Bubblewrap.Version.of("bubblewrap 0.4.1").suffices()).isFalse();
    }

    @Test
    void targetsThatLeaveTheSandboxAreRefused() {
        for (String target : List.of("/", "x", "/a/../b", "/a/..", "/a//b", "/a/", "/./a", "")) {
            assertThatThrownBy(() -> Bind.readOnly(Path.of("/x"), target))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
