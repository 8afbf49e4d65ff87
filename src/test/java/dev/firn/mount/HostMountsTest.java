package dev.firn.mount;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.linux.PathBytes;
import dev.firn.mount.HostMounts.HostMount;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostMountsTest {

    private static final String TABLE =
            """
            27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
            40 27 0:39 / /a\\040b:c\\134\\011d\\012e\\043 ro,nosuid master:2 propagate_from:3 - overlay firn-x\\040y ro
            41 40 0:40 / /a\\040b:c\\134\\011d\\012e\\043/-/caf\u00c3\u00a9 rw - fuse.firn-z firn-z rw
            42 27 0:41 / /none rw -  none rw
            """;

    private final HostMounts mounts = HostMounts.parse(TABLE);

    @Test
    void namesAreUnescaped() {
        assertThat(mounts.isMountPoint(Path.of("/a b:c\\\td\ne#"))).isTrue();
        assertThat(mounts.isMountPoint(Path.of("/a b:c"))).isFalse();
        HostMount inner = mounts.of(record("z", Path.of("/"))).orElseThrow();
        assertThat(PathBytes.of(inner.mountPoint())).isEqualTo("/a b:c\\\td\ne#/-/caf\u00c3\u00a9");
    }

    @Test
    void mountsAreFoundByTheirMark() {
        HostMount outer = mounts.of(record("x y", Path.of("/renamed"))).orElseThrow();
        assertThat(outer.id()).isEqualTo(40);
        assertThat(mounts.on(outer)).extracting(HostMount::id).containsExactly(41);
        assertThat(mounts.of(record("x", outer.mountPoint()))).isEmpty();
    }

    @Test
    void fuseOverlayfsMayNameItsMountsByItself() {
        HostMounts named =
                HostMounts.parse(TABLE + "43 27 0:42 / /d rw - fuse fuse-overlayfs rw\n");
        assertThat(named.of(record("x", Path.of("/d")))).map(HostMount::id).contains(43);
        assertThat(named.of(record("x", Path.of("/e")))).isEmpty();
    }

    @Test
    void tableOfThisProcessHasTheRoot() throws Exception {
        assertThat(HostMounts.now().isMountPoint(Path.of("/"))).isTrue();
    }

    private static MountRecord record(String id, Path directory) {
        return new MountRecord(
                id,
                "build",
                "greet-1.0",
                "buildPhase@after",
                List.of(),
                directory,
                true,
                false,
                Instant.EPOCH,
                new Origin("boot", "mnt", "pid"));
    }
}
