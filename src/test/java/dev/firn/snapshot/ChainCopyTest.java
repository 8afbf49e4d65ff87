package dev.firn.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.store.CacheDirectory;
import dev.firn.store.TreeRemoval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainCopyTest {

    /// The space that each file takes, in kB.
    private static final String SPACE = "find build -type f -printf '%p %k\\n' | sort";

    @TempDir Path home;
    private CacheDirectory cache;
    private Layers layers;
    private Path copy;

    @BeforeEach
    void open() throws Exception {
        cache = CacheDirectory.open(home.resolve("cache"));
        layers = new Layers(cache);
        copy = Files.createDirectory(home.resolve("copy"));
    }

    @AfterEach
    void close() throws Exception {
        cache.close();
        TreeRemoval.remove(home.resolve("cache"));
        TreeRemoval.remove(copy);
    }

    private Chain everything() throws Exception {
        Chain chain =
                layers.grow(
                        Chain.empty(),
                        """
                        cd build
                        mkdir -p gone replaced/sub empty closed shut/in
                        echo 1 | tee gone/x replaced/x closed/x > a
                        ln a b; ln a shut/a
                        echo text > shut/in/text
                        truncate -s 1M hole; printf end >> hole
                        ln -s nowhere link; touch -h -d '1999-01-01 00:00:00.123456789' link
                        mkfifo fifo
                        setfattr -n user.kept -v yes empty
                        """);
        return layers.grow(
                chain,
                """
                cd build
                rm -r gone replaced; mkdir replaced
                printf x > $'new\\nline'; printf x > $'bad\\xff\\xc3'; mkdir $'\\xc3\\xa9 d'
                echo in > $'\\xc3\\xa9 d/in'
                ln $'\\xc3\\xa9 d/in' linked
                chmod 4755 linked
                touch -d '2001-01-01 00:00:00.987654321' linked
                chmod 0 closed/x
                chmod 555 shut/in shut
                chmod 0 closed
                touch -d '2002-01-01 00:00:00.5' replaced shut empty
                """);
    }

    @Test
    void copyIsTheTreeThatTheKernelShows() throws Exception {
        Chain chain = everything();

        copy(chain, List.of("build"));

        assertThat(found("")).isEqualTo(layers.list(chain));
        assertThat(run(copy, SPACE)).contains("build/hole 4\n");
        assertThat(run(copy, "stat -c %h build/a build/linked")).isEqualTo("3\n2\n");
        assertThat(run(copy, "find . -type f,d -exec getfattr -d -m - {} + | sed '/^$/d'"))
                .isEqualTo("# file: build/empty\nuser.kept=\"yes\"\n");
    }

    @Test
    void partIsCopiedWithTheDirectoriesOnTheWay() throws Exception {
        Chain chain = everything();

        copy(
                chain,
                List.of("build/shut/in/text", "build/a", "build/shut/a", "build/\u00c3\u00a9 d"));

        assertThat(found(""))
                .containsOnlyKeys(
                        "build",
                        "build/a",
                        "build/shut",
                        "build/shut/a",
                        "build/shut/in",
                        "build/shut/in/text",
                        "build/\u00c3\u00a9 d",
                        "build/\u00c3\u00a9 d/in");
        for (String directory : List.of("build", "build/shut", "build/shut/in")) {
            assertThat(found(directory)).isEqualTo(of(chain, directory));
        }
        assertThat(run(copy, "stat -c %h build/a build/shut/a")).isEqualTo("2\n2\n");
    }

    @Test
    void nothingIsCopiedOfNothing() throws Exception {
        copy(Chain.empty(), List.of());

        assertThat(copy).isEmptyDirectory();
    }

    private void copy(Chain chain, List<String> paths) throws Exception {
        Path run = Files.createDirectory(cache.workroom().aside());
        new ChainCopy(cache, chain, run).of(paths, copy);
        assertThat(run).isEmptyDirectory();
    }

    /// What find says of the copy; of one path when it is named.
    private SortedMap<String, String> found(String only) throws Exception {
        SortedMap<String, String> all = Listing.sorted(run(copy, Kernel.FIND));
        if (!only.isEmpty()) {
            all.keySet().retainAll(List.of(only));
        }
        return all;
    }

    private SortedMap<String, String> of(Chain chain, String only) throws Exception {
        SortedMap<String, String> all = layers.list(chain);
        all.keySet().retainAll(List.of(only));
        return all;
    }

    private static String run(Path directory, String code) throws Exception {
        return Kernel.output(List.of("sh", "-c", code), directory);
    }
}
