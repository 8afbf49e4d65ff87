package dev.firn.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    @TempDir Path home;

    @Test
    void whatTheDeadLeftIsRemovedHoweverClosedAndDeep() throws Exception {
        try (CacheDirectory cache = CacheDirectory.open(home.resolve("cache"))) {
            Path room = Files.createDirectory(cache.work().resolve("1-dead"));
            Files.createFile(cache.work().resolve("1-dead.lock"));
            Process deep =
                    new ProcessBuilder(
                                    "sh",
                                    "-c",
                                    "n=$(printf %0200d 7); for i in $(seq 40); do mkdir $n; cd $n;"
                                            + " done; touch \"$(printf '\\377')\"; chmod 0 .")
                            .directory(room.toFile())
                            .start();
            assertThat(deep.waitFor()).isZero();
            new Leftovers(cache).sweep();
            assertThat(cache.work()).isEmptyDirectory();
        }
    }

    @Test
    void aRoomWithoutALockIsOfTheDead() throws Exception {
        try (CacheDirectory cache = CacheDirectory.open(home.resolve("cache"))) {
            Files.createDirectories(cache.work().resolve("1-dead/x"));
            Files.createFile(cache.work().resolve("version-of-a-dying-first-user"));
            new Leftovers(cache).sweep();
            assertThat(cache.work()).isEmptyDirectory();
        }
    }

    @Test
    void theOwnRoomStays() throws Exception {
        try (CacheDirectory cache = CacheDirectory.open(home.resolve("cache"))) {
            Path own = cache.workroom().scratch(LayerId.random());
            new Leftovers(cache).sweep();
            assertThat(own).exists();
        }
        assertThat(home.resolve("cache/work")).isEmptyDirectory();
    }

    @Test
    void whatCannotBeRemovedWaitsForTheSweep() throws Exception {
        Path inside;
        try (CacheDirectory cache = CacheDirectory.open(home.resolve("cache"))) {
            inside = Files.createDirectory(cache.workroom().scratch(LayerId.random()).resolve("x"));
            mount("mount", "--bind", inside.toString(), inside.toString());
        }
        assertThat(inside).exists();
        mount("umount", inside.toString());
        try (CacheDirectory cache = CacheDirectory.open(home.resolve("cache"))) {
            // As another process: this one spares the rooms of its own number.
            Path room = inside.getParent().getParent();
            Files.move(room, cache.work().resolve("1-dead"));
            Files.move(
                    room.resolveSibling(Workroom.lockOf(room.getFileName().toString())),
                    cache.work().resolve("1-dead.lock"));
            new Leftovers(cache).sweep();
            assertThat(cache.work()).isEmptyDirectory();
        }
    }

    private static void mount(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    @Test
    void aLayerThatIsKeptWithoutAKeyStays() throws Exception {
        try (CacheDirectory cache = CacheDirectory.open(home.resolve("cache"))) {
            LayerId failed = LayerId.random();
            Files.createDirectory(cache.layer(failed).directory());
            Files.createDirectories(cache.work().resolve("1-dead").resolve(failed.value()));
            Files.createFile(cache.work().resolve("1-dead.lock"));
            new Leftovers(cache).sweep();
            assertThat(cache.allLayers()).containsExactly(failed);
        }
    }
}
