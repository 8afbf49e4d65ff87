package dev.firn.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.problem.Problem;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of records whose mounts this process cannot see. [MountingTest] has real mounts.
class MountsTest {

    @TempDir Path home;
    private CacheDirectory cache;
    private MountRecords records;
    private Origin here;
    private final List<String> notes = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        cache = CacheDirectory.open(home.resolve("cache"));
        records = new MountRecords(cache);
        here = Origin.here(cache.bootId());
    }

    @AfterEach
    void close() throws Exception {
        cache.close();
    }

    @Test
    void recordComesBackFromTheDisk() throws Exception {
        MountRecord record = record("one", "caf\u00e9 x", here);

        records.write(record);

        assertThat(records.all()).containsExactly(record);
    }

    @Test
    void whatThePreviousRunOfTheMachineHadMountedIsClearedAway() throws Exception {
        Origin before = new Origin("other", here.mountNamespace(), here.pidNamespace());
        MountRecord record = record("one", "directory", before);
        records.write(record);
        Files.createDirectory(record.directory());
        Files.writeString(cache.mount("one").directory().resolve("written"), "");

        assertThat(mounts().all()).isEmpty();

        assertThat(records.ids()).isEmpty();
        assertThat(record.directory()).doesNotExist();
        assertThat(notes)
                .containsExactly(record.directory() + " is not mounted any more; cleared away");
    }

    @Test
    void directoryWithFilesOfSomebodyElseIsLeft() throws Exception {
        MountRecord record = record("one", "directory", here);
        records.write(record);
        Files.createDirectory(record.directory());
        Files.writeString(record.directory().resolve("file"), "");

        mounts().all();

        assertThat(record.directory().resolve("file")).exists();
        assertThat(notes).contains(record.directory() + " is left");
    }

    @Test
    void recordThatWasCutShortIsClearedAway() throws Exception {
        records.write(record("one", "directory", here));
        Files.writeString(cache.mount("one").record(), "{\"build\":");

        assertThat(mounts().all()).isEmpty();

        assertThat(records.ids()).isEmpty();
    }

    @Test
    void mountOfProcessesThatCannotBeSeenStays() throws Exception {
        Origin container = new Origin(here.boot(), "mnt:[1]", "pid:[1]");
        MountRecord record = record("one", "directory", container);
        records.write(record);

        assertThat(mounts().all()).containsExactly(new Mounted(record, record.directory(), true));

        assertThatThrownBy(() -> mounts().unmount(Optional.of("buildPhase"), true))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("mounted in another mount namespace");
        mounts().unmountAll(false);
        assertThat(records.all()).containsExactly(record);
    }

    @Test
    void mountOfANamespaceThatNobodyIsInIsClearedAway() throws Exception {
        records.write(
                record(
                        "one",
                        "directory",
                        new Origin(here.boot(), "mnt:[1]", here.pidNamespace())));

        assertThat(mounts().all()).isEmpty();
    }

    @Test
    void stepsLayersAndDirectoriesNameAMount() throws Exception {
        Mounted build = mounted("buildPhase@after", "b");
        Mounted install = mounted("installPhase@failed", "i");
        Presence presence = new Presence(List.of(build, install), List.of());

        for (String word :
                List.of(
                        "buildPhase",
                        "buildPhase@after",
                        "build",
                        "b@after",
                        "aaaa",
                        build.directory().toString())) {
            assertThat(presence.find(Optional.of(word))).as(word).contains(build);
        }
        assertThat(presence.find(Optional.of("i@failed"))).contains(install);
        for (String word : List.of("aaa", "buildPhase@before", "x", "", "/")) {
            assertThatThrownBy(() -> presence.find(Optional.of(word)))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("is not mounted");
        }
        assertThatThrownBy(() -> presence.find(Optional.empty()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("there is more than one mount")
                .hasMessageContaining(install.directory() + "  greet-1.0 installPhase@failed");
    }

    @Test
    void theOnlyMountNeedsNoName() throws Exception {
        Mounted build = mounted("buildPhase@after", "b");

        assertThat(new Presence(List.of(build), List.of()).find(Optional.empty())).contains(build);
        assertThatThrownBy(() -> new Presence(List.of(), List.of()).find(Optional.empty()))
                .isInstanceOf(Problem.class)
                .hasMessage("nothing is mounted");
    }

    @Test
    void programThatIsNotThereIsALack() throws Exception {
        boolean device = Files.exists(Path.of("/dev/fuse"));
        assertThatThrownBy(() -> new FuseOverlay(new Tools("/nowhere")).check())
                .isInstanceOf(Problem.class)
                .hasMessageContaining(
                        device
                                ? "there is no program 'fuse-overlayfs' here"
                                : "there is no /dev/fuse");
    }

    private Mounts mounts() {
        return new Mounts(cache, Map.of("PATH", "/usr/bin"), Clock.systemUTC(), notes::add);
    }

    private Mounted mounted(String state, String name) {
        MountRecord like = record(name, name, here);
        MountRecord record =
                new MountRecord(
                        like.id(),
                        like.build(),
                        like.name(),
                        state,
                        like.layers(),
                        like.directory(),
                        like.made(),
                        like.writable(),
                        like.since(),
                        like.origin());
        return new Mounted(record, record.directory(), false);
    }

    private MountRecord record(String id, String name, Origin origin) {
        String layer = (id.equals("i") ? "b" : "a").repeat(16);
        return new MountRecord(
                id,
                "20261124-023512.481-k7v2",
                "greet-1.0",
                "buildPhase@after",
                List.of(new LayerId("0".repeat(16)), new LayerId(layer)),
                home.resolve(name),
                true,
                true,
                Instant.ofEpochMilli(1234),
                origin);
    }
}
