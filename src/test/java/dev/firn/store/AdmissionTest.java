package dev.firn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTest {

    @TempDir Path home;

    @Test
    void aNewCacheIsForItsOwnerOnly() throws Exception {
        Path root = home.resolve("deep/er/cache");
        CacheDirectory.open(root).close();
        assertThat((Integer) Files.getAttribute(root, "unix:mode") & 07777).isEqualTo(0700);
        assertThat(root.resolve("version")).hasContent("firn cache, format 2\n");
        assertThat(root.resolve("work")).isEmptyDirectory();
    }

    @Test
    void anEmptyDirectoryBecomesACache() throws Exception {
        CacheDirectory.open(Files.createDirectory(home.resolve("empty"))).close();
        assertThat(home.resolve("empty/version")).exists();
    }

    @Test
    void whatADyingFirstUserLeftIsACacheInTheMaking() throws Exception {
        Files.createDirectories(home.resolve("cache/layers"));
        CacheDirectory.open(home.resolve("cache")).close();
        assertThat(home.resolve("cache/version")).exists();
    }

    @Test
    void whoOnlyLooksMakesNothing() throws Exception {
        Path none = home.resolve("none");
        assertThatThrownBy(() -> CacheDirectory.look(none))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.what()).isEqualTo("nothing has been built yet");
                            assertThat(problem.why()).isEqualTo("there is no cache in " + none);
                        });
        assertThat(none).doesNotExist();

        Files.writeString(home.resolve("version"), "3.1\n");
        assertThatThrownBy(() -> CacheDirectory.look(home))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.what()).contains("is not a cache of firn"));
    }

    @Test
    void whoOnlyLooksNeedsNoPlaceForUnfinishedThings() throws Exception {
        Path root = home.resolve("cache");
        CacheDirectory.open(root).close();
        Files.delete(root.resolve("work"));
        try (CacheDirectory cache = CacheDirectory.look(root)) {
            assertThat(cache.allLayers()).isEmpty();
        }
    }

    @Test
    void aForeignDirectoryIsRefusedAndLeftAlone() throws Exception {
        Files.writeString(home.resolve("letter.txt"), "dear");
        assertRefused(home, "it has a file 'letter.txt' and no file 'version'");
        assertThat(home).isDirectoryNotContaining("glob:**/{layers,version}");
    }

    @Test
    void aForeignVersionFileIsRefused() throws Exception {
        Files.writeString(home.resolve("version"), "3.1\n");
        assertRefused(home, "its file 'version' was not written by firn");
        assertThat(home.resolve("version")).hasContent("3.1\n");
    }

    @Test
    void aNewerFormatIsRefusedInWords() throws Exception {
        Files.writeString(home.resolve("version"), "firn cache, format 7\n");
        assertRefused(home, "it has format 7, this firn knows only format 2");
    }

    @Test
    void aPlaceBelowAFileIsToldInWords() throws Exception {
        Path file = Files.createFile(home.resolve("file"));
        assertRefused(file.resolve("cache"), file + " is there and is no directory");
    }

    @Test
    void aPlaceThatCannotBeMadeIsToldInWords() throws Exception {
        assertRefused(Path.of("/proc/firn"), "cannot be made: /proc/firn");
    }

    @Test
    void aFileIsNoCache() throws Exception {
        assertRefused(Files.createFile(home.resolve("file")), "it is not a directory");
    }

    @Test
    void cacheThatOthersMayWriteToIsRefused() throws Exception {
        Path root = home.resolve("cache");
        CacheDirectory.open(root).close();
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxr-x"));
        assertRefused(root, "others may write to it, and so decide what your builds come to");
    }

    @Test
    void newCacheIsItsOwnersAlone() throws Exception {
        Path empty = Files.createDirectory(home.resolve("empty"));
        Files.setPosixFilePermissions(empty, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (Path root : List.of(empty, home.resolve("new"))) {
            CacheDirectory.open(root).close();
            try (Stream<Path> all = Files.walk(root)) {
                for (Path directory : all.filter(Files::isDirectory).toList()) {
                    assertThat(Files.getPosixFilePermissions(directory))
                            .isEqualTo(PosixFilePermissions.fromString("rwx------"));
                }
            }
        }
    }

    private static void assertRefused(Path root, String why) throws IOException {
        assertThatThrownBy(() -> CacheDirectory.open(root))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.kind()).isEqualTo(Problem.Kind.CACHE);
                            assertThat(problem.why()).isEqualTo(why);
                            assertThat(problem.fix()).contains("--cache DIR");
                        });
    }

    @Test
    void theUsualPlaceFollowsXdg() {
        assertThat(CacheDirectory.usualPlace(Map.of("XDG_CACHE_HOME", "/x", "HOME", "/h")))
                .isEqualTo(Path.of("/x/firn"));
        assertThat(CacheDirectory.usualPlace(Map.of("XDG_CACHE_HOME", "x", "HOME", "/h")))
                .isEqualTo(Path.of("/h/.cache/firn"));
        assertThat(CacheDirectory.usualPlace(Map.of("HOME", "/h")))
                .isEqualTo(Path.of("/h/.cache/firn"));
    }
}
