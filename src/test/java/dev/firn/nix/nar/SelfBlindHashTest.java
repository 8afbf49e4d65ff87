package dev.firn.nix.nar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.digest.Digest;
import dev.firn.nix.path.NixBase32;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.path.StorePaths;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The expected values were accepted by Nix 2.8.0 (with places) and 2.26.3, 2.34.8 (without).
class SelfBlindHashTest {

    private static final StorePath SCRATCH = new StorePath("0".repeat(32), "vec");
    private static final FileTree TREE = MemoryTree.file("self=" + SCRATCH + "\n");

    @Test
    void oldAndNewDaemonsHashThePlacesToo() throws IOException {
        SelfBlindHash hash = hashOf(TREE);
        assertThat(NixBase32.encode(hash.digest(true).bytes()))
                .isEqualTo("1ms7g0ymlh2xbln9lc2lmlhzscvq514r2zbjikywq87xdhq5szd8");
        assertThat(StorePaths.source("vec", hash.digest(true), List.of(), true))
                .hasToString("/nix/store/77lglknc6cwv2nwyj4ba61r1s0kfgzpg-vec");
    }

    @Test
    void daemonsInBetweenHashTheBlankedContentOnly() throws IOException {
        SelfBlindHash hash = hashOf(TREE);
        assertThat(NixBase32.encode(hash.digest(false).bytes()))
                .isEqualTo("1r8ll1rr0y7fbpq404i2snx6vi3iq9hgp06nyf3407sppa3ji2fv");
        assertThat(StorePaths.source("vec", hash.digest(false), List.of(), true))
                .hasToString("/nix/store/rdp2vp1qwpl56r02lmanq9r2awlnkip3-vec");
    }

    @Test
    void withoutSelfReferenceItIsTheHashOfTheArchive() throws IOException {
        FileTree tree = MemoryTree.file("nothing");
        SelfBlindHash hash = hashOf(tree);
        Digest nar = NarFacts.of(tree).hash();
        assertThat(hash.digest(true)).isEqualTo(nar);
        assertThat(hash.digest(false)).isEqualTo(nar);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 65_500, 65_504, 65_535, 65_536, 131_000})
    void occurrenceIsSeenWhereverItLies(int before) throws IOException {
        String own = "0123456789abcdfghijklmnpqrsvwxyz";
        byte[] content = ("x".repeat(before) + own + "y").getBytes();
        byte[] blank = ("x".repeat(before) + "\0".repeat(32) + "y").getBytes();
        byte[] blankWithPlace = ("x".repeat(before) + "\0".repeat(32) + "y|" + before).getBytes();
        for (int portion : new int[] {1 << 20, 1000, 7}) {
            SelfBlindHash hash = new SelfBlindHash(own);
            for (int at = 0; at < content.length; at += portion) {
                hash.write(content, at, Math.min(portion, content.length - at));
            }
            assertThat(hash.digest(false)).isEqualTo(Digest.of(blank));
            assertThat(hash.digest(true)).isEqualTo(Digest.of(blankWithPlace));
        }
    }

    private static SelfBlindHash hashOf(FileTree tree) throws IOException {
        SelfBlindHash hash = new SelfBlindHash(SCRATCH.hash());
        NarWriter.write(tree, hash);
        return hash;
    }
}
