package dev.firn.nix.compare;

import static dev.firn.nix.compare.Comparison.Verdict.DIFFERENT;
import static dev.firn.nix.compare.Comparison.Verdict.SAME_BUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.compare.content.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipComparisonTest {

    private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);
    private static final Member MANIFEST =
            new Member("META-INF/MANIFEST.MF", "Main-Class: It\n", ZipEntry.DEFLATED, TIME);
    private static final Member PACKED =
            new Member("it/@out@.txt", "/nix/store/@out@-it/lib", ZipEntry.DEFLATED, TIME);
    private static final Member STORED =
            new Member("stored", "in /nix/store/@out@-it", ZipEntry.STORED, TIME);

    private record Member(String name, String content, int method, LocalDateTime time) {
        Member withContent(String other) {
            return new Member(name, other, method, time);
        }
    }

    @TempDir Path temp;
    private TwoBuilds builds;

    @BeforeEach
    void prepare() throws IOException {
        builds = new TwoBuilds(temp);
    }

    @Test
    void ownPathInMembersIsNoDifference() throws IOException {
        zip(builds.ours, MANIFEST, PACKED, STORED);
        zip(builds.theirs, MANIFEST, PACKED, STORED);

        assertThat(builds.differences())
                .hasSize(1)
                .allSatisfy(
                        each ->
                                assertThat(each.causes())
                                        .isEqualTo(
                                                List.of(new Cause.PackedPath(Cause.Packing.ZIP))));
    }

    @Test
    void orderOfMembersCounts() throws IOException {
        zip(builds.ours, PACKED, STORED);
        zip(builds.theirs, STORED, PACKED);
        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
    }

    @Test
    void timeOfAMemberCounts() throws IOException {
        zip(builds.ours, PACKED, STORED);
        zip(
                builds.theirs,
                PACKED,
                new Member(STORED.name, STORED.content, STORED.method, TIME.plusDays(1)));
        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
    }

    @Test
    void contentOfEachMemberCounts() throws IOException {
        zip(builds.ours, MANIFEST, PACKED, STORED);
        zip(builds.theirs, MANIFEST.withContent("Main-Class: Ti\n"), PACKED, STORED);
        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
        zip(builds.theirs, MANIFEST, PACKED, STORED.withContent("to /nix/store/@out@-it"));
        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
        zip(builds.theirs, MANIFEST, PACKED);
        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
    }

    @Test
    void everyByteCounts() throws IOException {
        zip(builds.ours, MANIFEST, PACKED, STORED);
        Path theirs = zip(builds.theirs, MANIFEST, PACKED, STORED);
        byte[] right = Files.readAllBytes(theirs);
        assertThat(builds.verdict()).isEqualTo(SAME_BUT);

        for (int at = 0; at < right.length; at++) {
            byte[] wrong = right.clone();
            wrong[at] ^= 4;
            Files.write(theirs, wrong);
            assertThat(builds.verdict()).as("at %s", at).isEqualTo(DIFFERENT);
        }
        for (int length = 0;
                length <= right.length + 1;
                length += length == right.length - 1 ? 2 : 1) {
            Files.write(theirs, Arrays.copyOf(right, length));
            assertThat(builds.verdict()).as("of %s bytes", length).isEqualTo(DIFFERENT);
        }
    }

    @Test
    void bytesThatBelongToNoMemberCount() throws IOException {
        for (TwoBuilds.Build build : builds.both()) {
            byte[] archive = Files.readAllBytes(zip(build, PACKED));
            Files.write(build.path("it.jar"), shifted(archive, 7));
        }
        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
    }

    /// Bytes before the first member, which the directory knows nothing of.
    private static byte[] shifted(byte[] archive, int by) {
        byte[] shifted = new byte[archive.length + by];
        System.arraycopy(archive, 0, shifted, by, archive.length);
        System.arraycopy(archive, 0, shifted, 0, 4);
        return shifted;
    }

    private static Path zip(TwoBuilds.Build build, Member... members) throws IOException {
        Path file = build.path("it.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Member member : members) {
                byte[] content = build.bytes(member.content.repeat(3));
                ZipEntry entry = new ZipEntry(build.fill(member.name));
                entry.setMethod(member.method);
                entry.setTimeLocal(member.time);
                if (member.method == ZipEntry.STORED) {
                    CRC32 crc = new CRC32();
                    crc.update(content);
                    entry.setCrc(crc.getValue());
                    entry.setSize(content.length);
                }
                zip.putNextEntry(entry);
                zip.write(content);
                zip.closeEntry();
            }
            zip.setComment("of " + build.hash);
        }
        return file;
    }
}
