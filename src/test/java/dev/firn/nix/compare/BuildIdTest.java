package dev.firn.nix.compare;

import static dev.firn.nix.compare.Comparison.Verdict.DIFFERENT;
import static dev.firn.nix.compare.Comparison.Verdict.SAME_BUT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.compare.content.Cause;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildIdTest {

    private static final String OUR_ID = "0123456789abcdef0123456789abcdef01234567";
    private static final String THEIR_ID = "fedcba9876543210fedcba9876543210fedcba98";
    private static final Cause.BuildId CAUSE = new Cause.BuildId(OUR_ID, THEIR_ID);

    @TempDir Path temp;
    private TwoBuilds builds;

    @BeforeEach
    void prepare() throws IOException {
        builds = new TwoBuilds(temp);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-m64", "-m32"})
    void programsMayDifferInTheirBuildId(String width) throws Exception {
        Programs.link(builds, builds.ours, width, OUR_ID);
        Programs.link(builds, builds.theirs, width, THEIR_ID);

        assertThat(builds.verdict()).isEqualTo(SAME_BUT);
        assertThat(onlyDifference().causes()).isEqualTo(List.of(CAUSE));
    }

    @Test
    void byteBesideTheBuildIdCounts() throws Exception {
        Programs.link(builds, builds.ours, "-m64", OUR_ID);
        Path theirs = Programs.link(builds, builds.theirs, "-m64", THEIR_ID);
        byte[] right = Files.readAllBytes(theirs);
        int id = new String(right, ISO_8859_1).indexOf("GNU\0" + bytes(THEIR_ID)) + 4;

        for (int at : new int[] {id - 1, id + 20, right.length - 1, 7}) {
            byte[] wrong = right.clone();
            wrong[at] ^= 1;
            Files.write(theirs, wrong);
            assertThat(builds.verdict()).as("at %s", at).isEqualTo(DIFFERENT);
        }
        Files.write(theirs, right);
        assertThat(builds.verdict()).isEqualTo(SAME_BUT);
    }

    @Test
    void buildIdsOfDifferentLengthsAreADifference() throws Exception {
        Programs.link(builds, builds.ours, "-m64", OUR_ID);
        Programs.link(builds, builds.theirs, "-m64", THEIR_ID.substring(2));

        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64})
    void bigEndianProgramsAreRead(int bits) throws IOException {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            Files.write(builds.ours.path("it"), program(bits, order, OUR_ID));
            Files.write(builds.theirs.path("it"), program(bits, order, THEIR_ID));
            assertThat(builds.verdict()).as("%s", order).isEqualTo(SAME_BUT);
        }
    }

    @Test
    void largeBuildIdHidesNothing() throws IOException {
        String large = "00".repeat(65);
        Files.write(builds.ours.path("it"), program(64, ByteOrder.LITTLE_ENDIAN, large));
        String other = "11".repeat(65);
        Files.write(builds.theirs.path("it"), program(64, ByteOrder.LITTLE_ENDIAN, other));

        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
    }

    @Test
    void damagedTablesAreNoProof() throws IOException {
        for (int at = 4; at < 120; at++) {
            for (int value : new int[] {0, 0x7f, 0xff}) {
                byte[] ours = program(64, ByteOrder.LITTLE_ENDIAN, OUR_ID);
                byte[] theirs = program(64, ByteOrder.LITTLE_ENDIAN, THEIR_ID);
                ours[at] = (byte) value;
                theirs[at] = (byte) (value ^ 1);
                Files.write(builds.ours.path("it"), ours);
                Files.write(builds.theirs.path("it"), theirs);
                assertThat(builds.verdict()).as("%s at %s", value, at).isEqualTo(DIFFERENT);
            }
        }
    }

    private Difference onlyDifference() throws IOException {
        assertThat(builds.differences()).hasSize(1);
        return builds.differences().getFirst();
    }

    /// A header, one segment of notes, and a build id in it.
    private static byte[] program(int bits, ByteOrder order, String id) {
        int header = bits == 64 ? 64 : 52;
        int segment = bits == 64 ? 56 : 32;
        int note = header + segment;
        int size = 16 + id.length() / 2;
        ByteBuffer file = ByteBuffer.allocate(note + size + 8).order(order);
        file.put("\u007fELF".getBytes(ISO_8859_1));
        file.put((byte) (bits / 32)).put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 2));
        if (bits == 64) {
            file.putLong(32, header).putShort(54, (short) segment).putShort(56, (short) 1);
            file.putInt(header, 4).putLong(header + 8, note).putLong(header + 32, size);
        } else {
            file.putInt(28, header).putShort(42, (short) segment).putShort(44, (short) 1);
            file.putInt(header, 4).putInt(header + 4, note).putInt(header + 16, size);
        }
        file.putInt(note, 4).putInt(note + 4, id.length() / 2).putInt(note + 8, 3);
        file.put(note + 12, ("GNU\0" + bytes(id)).getBytes(ISO_8859_1));
        return file.array();
    }

    private static String bytes(String hex) {
        return new String(HexFormat.of().parseHex(hex), ISO_8859_1);
    }
}
