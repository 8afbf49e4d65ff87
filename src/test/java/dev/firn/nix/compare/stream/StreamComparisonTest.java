package dev.firn.nix.compare.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.compare.stream.StreamComparison.Mask;
import dev.firn.nix.compare.stream.StreamComparison.Outcome;
import dev.firn.nix.path.StorePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamComparisonTest {

    private static final StorePath OUR =
            StorePath.ofBasename("wxk7q3d5b0z9fr1vj8n2s6hapgc4lmyi-it");
    private static final StorePath THEIR =
            StorePath.ofBasename("1m0dgyvs7bxk2jz3yq5w9ra8fc4n6hpl-it");
    private static final int PORTION = 1 << 16;

    private final PathSwap swap = new PathSwap(of(OUR), of(THEIR), Set.of());

    @TempDir Path temp;

    @Test
    void hashIsFoundAcrossAnyBoundary() throws IOException {
        for (int at = PORTION - 70; at < PORTION + 70; at++) {
            String before = "z".repeat(at);
            Outcome outcome = compare(before + OUR.hash() + "q", before + THEIR.hash() + "q");
            assertThat(outcome.same()).as("at %s", at).isTrue();
            assertThat(outcome.hasOwnPath()).isTrue();
        }
    }

    @Test
    void hashesMayFollowEachOtherAndEndTheFile() throws IOException {
        for (int count : new int[] {1, 2, 3, 2048, 5000}) {
            Outcome outcome =
                    compare("x" + OUR.hash().repeat(count), "x" + THEIR.hash().repeat(count));
            assertThat(outcome.same()).as("%s of them", count).isTrue();
        }
    }

    @Test
    void eachByteBesideAHashCounts() throws IOException {
        String rest = "b".repeat(PORTION - 20);
        for (int at : new int[] {0, 32, 33, PORTION - 1}) {
            byte[] theirs = (THEIR.hash() + "ab" + rest).getBytes(ISO_8859_1);
            theirs[at] ^= 1;
            Outcome outcome =
                    compare((OUR.hash() + "ab" + rest).getBytes(ISO_8859_1), theirs, List.of());
            assertThat(outcome.explained()).as("at %s", at).isFalse();
        }
    }

    @Test
    void offsetIsThatOfTheFirstDifference() throws IOException {
        String same = "x".repeat(3 * PORTION + 17);
        assertThat(compare(same + "a.", same + "b.").unexplained()).isEqualTo(same.length());
        assertThat(compare(same, same + "b").unexplained()).isEqualTo(same.length());
        assertThat(compare("", "b").unexplained()).isZero();
        assertThat(compare("", "").same()).isTrue();
    }

    @Test
    void maskCoversItsBytesAndNoOther() throws IOException {
        byte[] ours = new byte[3 * PORTION];
        Mask mask = new Mask(PORTION - 10, PORTION + 20);
        for (int at : new int[] {PORTION - 11, 2 * PORTION + 10}) {
            byte[] theirs = ours.clone();
            theirs[at] = 1;
            assertThat(compare(ours, theirs, List.of(mask)).unexplained()).isEqualTo(at);
        }
        for (int at : new int[] {PORTION - 10, PORTION, 2 * PORTION + 9}) {
            byte[] theirs = ours.clone();
            theirs[at] = 1;
            Outcome outcome = compare(ours, theirs, List.of(mask));
            assertThat(outcome.explained() && outcome.masked()).as("at %s", at).isTrue();
            assertThat(outcome.same()).isFalse();
        }
    }

    @Test
    void piecesOfThePathAreToldAcrossAnyBoundary() throws IOException {
        String our = OUR.toString().substring(0, 12);
        String their = THEIR.toString().substring(0, 12);
        for (int at = PORTION - 70; at < PORTION + 70; at++) {
            String before = "z".repeat(at);
            Outcome outcome = compare(before + our + "zz", before + their + "zz");
            assertThat(outcome.explained() && outcome.cut()).as("at %s", at).isTrue();
        }
    }

    @Test
    void shortPieceIsNoProof() throws IOException {
        assertThat(compare("store/wxz", "store/1mz").explained()).isTrue();
        assertThat(compare("core/wxz", "core/1mz").explained()).isFalse();
        assertThat(compare("wxk", "1m0").explained()).isFalse();
        assertThat(compare("/wxk7", "/1m0d").explained()).isTrue();
        assertThat(compare("/wxk7", "/1m0g").explained()).isFalse();
    }

    @Test
    void pieceMustBeTheSameOnBothSides() throws IOException {
        String our = OUR.hash().substring(4, 20);
        assertThat(compare(our, THEIR.hash().substring(4, 20)).explained()).isTrue();
        assertThat(compare(our, THEIR.hash().substring(5, 21)).explained()).isFalse();
        assertThat(compare(our, our).same()).isTrue();
    }

    @Test
    void pathWhereOursWasBuiltIsToldAcrossAnyBoundary() throws IOException {
        StorePath built = StorePath.ofBasename("0kxz1mvw2pqr3ghi4jkl5nvw6syz7gij-it");
        PathSwap knowing = new PathSwap(of(OUR), of(THEIR), Set.of(built));
        for (int at = PORTION - 70; at < PORTION + 70; at++) {
            String before = "z".repeat(at);
            Outcome outcome = compare(knowing, before + built.hash(), before + THEIR.hash());
            assertThat(outcome.unexplained()).isEqualTo(at);
            assertThat(outcome.builtPath()).as("at %s", at).isTrue();
        }
        assertThat(compare(knowing, built.hash(), built.hash()).same()).isTrue();
        assertThat(compare(knowing, built.hash() + "a", built.hash() + "b").builtPath()).isFalse();
        assertThat(compare(knowing, "a" + built.hash(), "b" + built.hash()).builtPath()).isFalse();
    }

    @Test
    void wideCharactersAreRead() throws IOException {
        String our = OUR.toString();
        String their = THEIR.toString();
        for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_32BE)) {
            Outcome outcome = compare(our.getBytes(charset), their.getBytes(charset), List.of());
            assertThat(outcome.explained() && outcome.cut()).isTrue();
        }
    }

    @Test
    void largeFileTakesNoMemory() throws IOException {
        Path ours = sparse("ours", 0);
        Path theirs = sparse("theirs", 0);
        Path other = sparse("other", 1);

        assertThat(files(ours, theirs).same()).isTrue();
        assertThat(files(ours, other).unexplained()).isEqualTo(100L << 20);
    }

    private Path sparse(String name, int last) throws IOException {
        Path path = temp.resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(100L << 20);
            file.write(last);
        }
        return path;
    }

    private Outcome files(Path ours, Path theirs) throws IOException {
        try (InputStream a = Files.newInputStream(ours);
                InputStream b = Files.newInputStream(theirs)) {
            return StreamComparison.of(swap, a, b, List.of());
        }
    }

    private static Outcome compare(PathSwap swap, String ours, String theirs) throws IOException {
        return StreamComparison.of(
                swap,
                new ByteArrayInputStream(ours.getBytes(ISO_8859_1)),
                new ByteArrayInputStream(theirs.getBytes(ISO_8859_1)),
                List.of());
    }

    private Outcome compare(String ours, String theirs) throws IOException {
        return compare(ours.getBytes(ISO_8859_1), theirs.getBytes(ISO_8859_1), List.of());
    }

    private Outcome compare(byte[] ours, byte[] theirs, List<Mask> masks) throws IOException {
        InputStream a = new ByteArrayInputStream(ours);
        return StreamComparison.of(swap, a, new ByteArrayInputStream(theirs), masks);
    }

    private static SortedMap<String, StorePath> of(StorePath path) {
        SortedMap<String, StorePath> paths = new TreeMap<>();
        paths.put("out", path);
        return paths;
    }
}
