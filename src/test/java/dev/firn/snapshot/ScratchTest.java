package dev.firn.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.digest.Digest;
import dev.firn.linux.FileCalls;
import dev.firn.overlay.FileState;
import dev.firn.store.CacheDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {

    /// One of everything that a layer has to keep.
    static final String EVERYTHING =
            """
            cd build
            mkdir -p dir/empty sticky deep/er
            chmod 1777 sticky
            echo one > file
            chmod 0751 file
            ln file deep/hard
            ln file deep/er/harder
            ln -s 'some where/' link
            ln -s $'\\xfe' strange-link
            mkfifo -m 0640 fifo
            truncate -s 64M sparse
            printf x | dd of=sparse bs=1 seek=1000000 conv=notrunc status=none
            touch $'new\\nline' $'bad\\xff\\xc3' $'\\xc3\\xa9' ' ' -- '-n'
            install -m 0111 /dev/null closed
            touch -h -d @1234567890.123456789 link
            touch -d @1.999999999 deep/er/harder
            touch -d @987654321.000000001 dir/empty
            touch -d @-5 dir
            """;

    @TempDir Path home;
    private CacheDirectory cache;
    private Layers layers;

    @BeforeEach
    void open() throws Exception {
        cache = CacheDirectory.open(home.resolve("cache"));
        layers = new Layers(cache);
    }

    @AfterEach
    void close() throws Exception {
        cache.close();
    }

    @Test
    void everythingSurvivesItsSealing() throws Exception {
        Chain chain;
        SortedMap<String, String> during;
        try (Scratch scratch = layers.open(Chain.empty())) {
            layers.run(scratch, EVERYTHING);
            during = Listing.sorted(layers.run(scratch, Kernel.FIND));
            chain = Chain.empty().plus(scratch.commit(Layers.sealing("all")));
        }
        assertThat(layers.list(chain)).isEqualTo(during);
        assertThat(Listing.of(chain.view())).isEqualTo(during);
        assertThat(during)
                .containsEntry("build/deep/hard", "f 751 1.9999999990 4 3 ")
                .containsEntry("build/link", "l 777 1234567890.1234567890 11 1 some where/")
                .containsEntry("build/dir", "d 755 -5.0000000000");
    }

    @Test
    void sealingMovesAndCopiesNothing() throws Exception {
        try (Scratch scratch = layers.open(Chain.empty())) {
            layers.run(scratch, "echo x > build/x");
            long inode = FileState.of(scratch.upper().resolve("build/x")).inode();
            Layer layer = scratch.commit(Layers.sealing("one"));
            assertThat(FileState.of(layer.paths().files().resolve("build/x")).inode())
                    .isEqualTo(inode);
        }
    }

    @Test
    void nothingIsLeftOfAScratchThatIsNotCommitted() throws Exception {
        Scratch scratch = layers.open(Chain.empty());
        layers.run(scratch, EVERYTHING + "mkdir -p locked/in; chmod 0 locked/in locked");
        scratch.close();
        assertThat(scratch.upper()).doesNotExist();
        assertThat(cache.allLayers()).isEmpty();
    }

    @Test
    void aLayerThatCouldNotBePublishedGoesToo() throws Exception {
        Sealing plain = Layers.sealing("one");
        Optional<Digest> key = Optional.of(Digest.of(new byte[0]));
        try (Scratch scratch = layers.open(Chain.empty())) {
            scratch.commit(new Sealing("one", false, key, false, plain.sealed(), plain.took()));
        }
        assertThat(cache.allLayers()).isEmpty();
    }

    @Test
    void laidFilesAreThereDuringTheStepAndLeaveNoTrace() throws Exception {
        Chain chain = layers.grow(Chain.empty(), "cd build; echo 1 > x; touch -d @77.5 .");
        try (Scratch scratch = layers.open(chain)) {
            scratch.lay("build/.attr-1", "text".getBytes(StandardCharsets.UTF_8), 0644);
            scratch.lay("build/.attr-2", new byte[0], 0600);
            String seen =
                    layers.run(
                            scratch,
                            "stat -c '%n %a %.9Y' build; cat build/.attr-1; rm build/.attr-2;"
                                    + " touch -d @77.5 build");
            assertThat(seen).isEqualTo("build 700 77.500000000\ntext");
            chain = chain.plus(scratch.commit(Layers.sealing("two")));
        }
        assertThat(chain.top().orElseThrow().paths().files()).isEmptyDirectory();
        assertThat(layers.list(chain)).containsEntry("build", "d 700 77.5000000000");
    }

    @Test
    void aDirectoryThatTheStepChangedAroundALaidFileIsKept() throws Exception {
        Chain chain = layers.grow(Chain.empty(), "touch -d @77.5 build");
        try (Scratch scratch = layers.open(chain)) {
            scratch.lay("build/.attr-1", new byte[0], 0644);
            layers.run(scratch, "cd build; mkdir new; touch -d @88.5 .");
            chain = chain.plus(scratch.commit(Layers.sealing("two")));
        }
        assertThat(layers.list(chain))
                .containsOnlyKeys("build", "build/new")
                .containsEntry("build", "d 700 88.5000000000");
    }

    @Test
    void aLaidFileReplacedByATrapIsRemovedInsideTheLayerOnly() throws Exception {
        Path precious = Files.writeString(home.resolve("precious"), "x");
        try (Scratch scratch = layers.open(Chain.empty())) {
            scratch.lay("build/d/laid", new byte[0], 0644);
            scratch.lay("build/precious", new byte[0], 0644);
            layers.run(
                    scratch,
                    "cd build; rm -r d precious; ln -s %s d; ln -s %s precious"
                            .formatted(home, precious));
            Files.writeString(home.resolve("laid"), "x");
            scratch.commit(Layers.sealing("one"));
        }
        assertThat(home.resolve("laid")).exists();
        assertThat(precious).exists();
    }

    @Test
    void tornHardLinksAreNamed() throws Exception {
        Upkeep upkeep = Upkeep.start(cache);
        Chain chain = layers.grow(Chain.empty(), "cd build; echo 1 > a; ln a b; mkdir d; ln a d/c");
        assertThat(broken(upkeep, chain, "echo 2 >> build/a")).isTrue();
        assertThat(broken(upkeep, chain, "rm build/a")).isTrue();
        assertThat(broken(upkeep, chain, "rm -r build/d; mkdir build/d")).isTrue();
        assertThat(broken(upkeep, chain, "chmod 600 build/a build/b build/d/c")).isTrue();
        assertThat(broken(upkeep, chain, "ln build/a build/e")).isTrue();
        assertThat(broken(upkeep, chain, "cd build; chmod 600 a b d/c; echo 2 >> a; mv a e"))
                .isTrue();
        assertThat(broken(upkeep, chain, "cd build; echo 2 >> a; mkdir e; mv a b d e")).isTrue();
        assertThat(broken(upkeep, chain, "rm -r build/*")).isFalse();
        assertThat(broken(upkeep, chain, "cat build/a; touch build/x")).isFalse();
        assertThat(broken(upkeep, chain, "cd build; rm -r a b d; echo 1 > b; ln b a; mkdir d"))
                .isTrue();
        String relinked = "cd build; rm a b d/c; echo 2 > b; ln b a; ln b d/c";
        assertThat(broken(upkeep, chain, relinked)).isFalse();

        Chain links = layers.grow(Chain.empty(), "cd build; ln -s nowhere l; ln l m");
        assertThat(broken(upkeep, links, "rm build/l build/m; echo 1 > build/n")).isFalse();

        Chain gone = layers.grow(chain, "rm -r build/*");
        assertThat(broken(upkeep, gone, "echo new > build/a")).isFalse();
    }

    private boolean broken(Upkeep upkeep, Chain chain, String code) throws Exception {
        try (Scratch scratch = layers.open(chain)) {
            layers.run(scratch, code);
            return !scratch.brokenHardLinks(upkeep).isEmpty();
        }
    }

    @Test
    void aFlattenedCopyHasEverythingAndHoldsItsHardLinks() throws Exception {
        Chain chain = layers.grow(Chain.empty(), EVERYTHING);
        chain = layers.grow(chain, "cd build; rm -r sticky; mkdir sticky; rm ' '");
        SortedMap<String, String> before = layers.list(chain);
        try (Scratch scratch = layers.flattened(chain)) {
            assertThat(scratch.brokenHardLinks(Upkeep.start(cache))).isEmpty();
            assertThat(Listing.sorted(layers.run(scratch, Kernel.FIND))).isEqualTo(before);
            try (FileCalls calls = new FileCalls()) {
                assertThat(calls.space(scratch.upper().resolve("build/sparse")))
                        .isLessThan(100_000);
            }
            assertThat(
                            layers.run(
                                    scratch,
                                    "cd build; echo 2 >> file; stat -c %h file; cat deep/hard"))
                    .isEqualTo("3\none\n2\n");
        }
    }

    @Test
    void anEmptyChainFlattensToNothing() throws Exception {
        try (Scratch scratch = layers.flattened(Chain.empty())) {
            assertThat(scratch.upper()).isEmptyDirectory();
        }
    }

    @Test
    void whatIsFailedHasNoKey() {
        Sealing fine = Layers.sealing("x");
        assertThatThrownBy(
                        () ->
                                new Sealing(
                                        "x",
                                        true,
                                        Optional.of(Digest.of(new byte[0])),
                                        false,
                                        fine.sealed(),
                                        fine.took()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
