package dev.firn.mount;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cache.Jvm;
import dev.firn.store.TreeRemoval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Real mounts, by the kernel and by fuse-overlayfs, compared with what [dev.firn.overlay.View]
/// reads of the same layers. In mount namespaces that vanish with the test.
class MountingTest {

    private static final Path DEVICE = Path.of("/dev/fuse");

    /// A device that everybody may open, as it is where udev has made it. On a file system of its
    /// own, because others may forbid devices.
    private static final String OPEN_DEVICE =
            """
            mkdir "$1/dev" && mount -t tmpfs -o mode=755 none "$1/dev" || exit
            mknod -m %s "$1/dev/fuse" c 10 229 && mount --bind "$1/dev/fuse" /dev/fuse || exit
            """;

    private static final String BECOME_USER =
            """
            shift
            exec setpriv --reuid=65534 --regid=65534 --clear-groups -- "$@"
            """;

    private Path home;
    private String classPath;

    @BeforeEach
    void makeAPlaceThatEverybodySees() throws Exception {
        home = Files.createTempDirectory("firn-mount");
        Files.setAttribute(home, "unix:mode", 01777);
        classPath = Jvm.publicClassPath(Files.createDirectory(home.resolve("classes")));
    }

    @AfterEach
    void remove() throws Exception {
        TreeRemoval.remove(home);
    }

    @Test
    void rootMountsByTheKernel() throws Exception {
        assertThat(mounting("shift; exec \"$@\""))
                .isEqualTo(
                        said(
                                "HOME/run/firn/mounts/greet-1.0-buildPhase is not mounted any"
                                        + " more; cleared away",
                                "unmounted HOME/run/firn/mounts/greet-1.0-buildPhase"));
    }

    @Test
    void ordinaryUserMountsByFuse() throws Exception {
        String output = mounting(openDevice("666") + BECOME_USER);
        if (Files.exists(DEVICE)) {
            assertThat(output)
                    .isEqualTo(
                            said(
                                    "HOME/run/firn/mounts/greet-1.0-buildPhase was dead, its"
                                            + " fuse-overlayfs has ended; cleared away",
                                    "fuse-overlayfs would not show it as it is: it takes"
                                            + " build/.wh.x for a mark of its own"));
        } else {
            assertThat(output).contains("states cannot be mounted: there is no /dev/fuse");
        }
    }

    @Test
    void deviceThatCannotBeOpenedIsALack() throws Exception {
        String why = Files.exists(DEVICE) ? "you may not open /dev/fuse" : "there is no /dev/fuse";
        assertThat(mounting(openDevice("600") + BECOME_USER))
                .contains("Problem: states cannot be mounted: " + why);
    }

    @Test
    void machineWithoutTheDeviceIsALack() throws Exception {
        String hide =
                """
                mkdir "$1/dev"
                for each in null zero random urandom; do
                    : > "$1/dev/$each"
                    mount --bind "/dev/$each" "$1/dev/$each"
                done
                mount --rbind "$1/dev" /dev || exit
                """;
        assertThat(mounting(hide + BECOME_USER))
                .contains("Problem: states cannot be mounted: there is no /dev/fuse");
    }

    private static String openDevice(String mode) {
        return Files.exists(DEVICE) ? OPEN_DEVICE.formatted(mode) : "";
    }

    private String mounting(String script) throws Exception {
        List<String> before =
                new ArrayList<>(
                        List.of("unshare", "--mount", "sh", "-c", script, "sh", home.toString()));
        Path cache = home.resolve("cache");
        return Jvm.output(Jvm.start(before, classPath, Mounting.class, cache.toString()));
    }

    private static String said(String whenDead, String whenMistaken) {
        String unmounted = "unmounted HOME/run/firn/mounts/greet-1.0-buildPhase\n";
        List<String> parts =
                new ArrayList<>(
                        Arrays.asList(
                                "HOME/run/firn/mounts/greet-1.0-buildPhase\n",
                                unmounted.repeat(7),
                                """
                                HOME/run/firn/mounts/greet-1.0-buildPhase cannot be unmounted
                                it is in use:
                                sleep (PID) is in build
                                end that, or: firn umount --lazy HOME/run/firn/mounts/greet-1.0-buildPhase
                                """,
                                unmounted,
                                whenDead + "\n",
                                whenMistaken + "\n"));
        return String.join("", parts);
    }
}
