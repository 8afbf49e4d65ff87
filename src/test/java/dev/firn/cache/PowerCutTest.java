package dev.firn.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.store.CacheDirectory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is in the file below a file system is what a cut of the power would leave of it.
class PowerCutTest {

    /// Runs what makes a cache, writes the journal but no data, and shows what a copy has.
    private static final String SCRIPT =
            """
            cd "$1"
            shift
            truncate -s 16M image
            mkfs.ext4 -q image
            mkdir disk
            mount -o loop image disk
            "$@"
            sync disk/cache
            cp image copy
            umount disk
            mount -o loop copy disk
            cat disk/cache/version
            umount disk
            """;

    @TempDir Path home;

    @Test
    void aNewCacheHasItsVersionAsSoonAsItIsThere() throws Exception {
        Process cut =
                Jvm.start(
                        List.of("unshare", "--mount", "sh", "-ec", SCRIPT, "sh", home.toString()),
                        Jvm.classPath(),
                        Opener.class,
                        "disk/cache");

        assertThat(Jvm.output(cut)).startsWith("firn cache, format ");
    }

    /// Makes the cache that its argument names.
    static final class Opener {
        private Opener() {}

        public static void main(String[] arguments) throws Exception {
            CacheDirectory.open(Path.of(arguments[0])).close();
        }
    }
}
