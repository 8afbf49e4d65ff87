package dev.firn.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.doctor.Finding.Verdict;
import dev.firn.sandbox.WholeTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    @TempDir(deletionStrategy = WholeTree.class)
    Path directory;

    @Test
    void thisMachineCanBuild() throws Exception {
        List<Finding> findings = new ArrayList<>();
        Doctor.examine(
                directory.resolve("not/there"),
                () -> "2.8.0, trusted",
                System.getenv(),
                findings::add);
        assertThat(findings)
                .extracting(it -> it.probe() + ": " + it.verdict())
                .containsExactly(
                        "util-linux: FINE",
                        "bubblewrap: FINE",
                        "user namespaces: FINE",
                        "pseudo terminals: FINE",
                        "cache directory: FINE",
                        "overlays: FINE",
                        "sandbox: FINE",
                        "Nix: FINE",
                        "Nix daemon: FINE",
                        "mounting states: FINE");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void everyLackSaysWhatToDo() throws Exception {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        for (String tool : List.of("unshare", "sh", "rm", "find")) {
            Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
        }
        assertThat(examinationWith(tools.toString()))
                .contains(
                        "util-linux|LACKING|not found: mount, setpriv, setarch|"
                                + "Debian, Ubuntu: apt install util-linux mount")
                .contains(
                        """
                        bubblewrap|LACKING|not found|Debian, Ubuntu: apt install bubblewrap
                        Nix: nix-env -iA nixpkgs.bubblewrap
                        Fedora: dnf install bubblewrap
                        Arch: pacman -S bubblewrap
                        """)
                .contains("sandbox|LACKING|Cannot run program \"setpriv\"")
                .contains("mounting states|WARNING|there is no program 'mount' here|install")
                .contains("Nix|LACKING|nix-instantiate: not found|Debian, Ubuntu: apt install nix");
    }

    @Test
    void forbiddenUserNamespacesNameTheSwitch() throws Exception {
        String script = "echo 0 >/proc/sys/user/max_user_namespaces; exec \"$@\"";
        String text =
                examinationWith(
                        System.getenv("PATH"),
                        "unshare",
                        "--user",
                        "--map-root-user",
                        "sh",
                        "-c",
                        script,
                        "sh");
        assertThat(text)
                .contains(
                        "user namespaces|LACKING|unshare: unshare failed: No space left on device|"
                                + "as root: sysctl user.max_user_namespaces=10000\n");
    }

    @Test
    void daemonThatDoesNotAnswerIsALack() {
        Finding finding =
                new Doctor.DaemonProbe(
                                () -> {
                                    throw new IOException("connection refused");
                                })
                        .find();
        assertThat(finding.verdict()).isEqualTo(Verdict.LACKING);
        assertThat(finding.detail()).contains("connection refused");
        assertThat(finding.fix()).contains("nix-daemon");
    }

    @Test
    void oldNixIsALack() {
        NixProbe probe = new NixProbe();
        assertThat(probe.judge("nix-instantiate (Nix) 2.7.9").verdict()).isEqualTo(Verdict.LACKING);
        assertThat(probe.judge("nix-instantiate (Nix) 2.8.0").verdict()).isEqualTo(Verdict.FINE);
        assertThat(probe.judge("nix-instantiate (Lix, like Nix) 2.91.1").verdict())
                .isEqualTo(Verdict.FINE);
        assertThat(probe.judge("nix-instantiate (Nix) 3.0pre").verdict()).isEqualTo(Verdict.FINE);
    }

    @Test
    void littleSpaceIsAWarningAndNoneALack() {
        FileSystemProbe probe = new FileSystemProbe(Path.of("/x"));
        assertThat(probe.judge("ext4", 100L << 20))
                .isEqualTo(
                        new Finding(
                                "cache directory",
                                Verdict.LACKING,
                                "/x on ext4, 0.1 GiB free",
                                "free some space, or use another directory: --cache DIR"));
        assertThat(probe.judge("ext4", 3L << 30).verdict()).isEqualTo(Verdict.WARNING);
        assertThat(probe.judge("ext4", 30L << 30).verdict()).isEqualTo(Verdict.FINE);
    }

    @Test
    void cacheOnAnOverlayIsALack() throws Exception {
        for (String name : List.of("lower", "upper", "work", "merged")) {
            Files.createDirectory(directory.resolve(name));
        }
        String script =
                "cd "
                        + directory
                        + "; mount -t overlay -o lowerdir=lower,upperdir=upper,workdir=work,userxattr"
                        + " overlay merged; exec \"$@\"/merged";
        String text =
                examinationWith(
                        System.getenv("PATH"),
                        "unshare",
                        "--user",
                        "--map-root-user",
                        "--mount",
                        "sh",
                        "-c",
                        script,
                        "sh");
        assertThat(text)
                .contains("cache directory|LACKING|" + directory + "/merged is on overlay, which")
                .contains("overlays|LACKING|mount: ")
                .contains("sandbox|LACKING|mount: ");
    }

    /// Everything that another JVM with this search path finds, one finding a line.
    private String examinationWith(String path, String... prefix) throws Exception {
        List<String> command = new ArrayList<>(List.of(prefix));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Printed.class.getName(), directory.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PATH", path);
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    static final class Printed {
        public static void main(String[] args) throws InterruptedException {
            Doctor.examine(
                    Path.of(args[0]),
                    () -> "",
                    System.getenv(),
                    it ->
                            System.out.println(
                                    String.join(
                                            "|",
                                            it.probe(),
                                            it.verdict().name(),
                                            it.detail(),
                                            it.fix())));
        }
    }
}
