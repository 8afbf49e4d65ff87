package dev.firn.nix.relocate;

import static dev.firn.nix.relocate.Moving.FROM;
import static dev.firn.nix.relocate.Moving.TO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.nar.FileTree;
import dev.firn.nix.nar.MemoryTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedFilesTest {

    @TempDir Path temp;

    @Test
    void gzipIsPackedAnewWithItsHeader() throws Exception {
        for (String flags : new String[] {"-9", "-n1", "-6"}) {
            Path file = temp.resolve("page.1");
            Files.writeString(file, "see " + FROM + "/share\n" + noise(100_000));
            run("gzip", "-k", "-f", flags, file.toString());
            byte[] packed = Files.readAllBytes(temp.resolve("page.1.gz"));
            FileTree moved = Moving.move(MemoryTree.file(packed));
            byte[] bytes = MemoryTree.bytes(moved);
            assertThat(((FileTree.Regular) moved).size()).isEqualTo(bytes.length);
            int header = flags.equals("-n1") ? 10 : 10 + "page.1".length() + 1;
            assertThat(Arrays.copyOf(bytes, header)).isEqualTo(Arrays.copyOf(packed, header));
            GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes));
            assertThat(Moving.latin1(unpacked.readAllBytes()))
                    .isEqualTo("see " + TO + "/share\n" + noise(100_000));
        }
    }

    @Test
    void gzipOfSeveralPartsIsNamed() throws Exception {
        Path file = temp.resolve("a");
        Files.writeString(file, "no\n");
        run("gzip", "-k", file.toString());
        Files.writeString(file, FROM + "\n");
        run("sh", "-c", "gzip -c " + file + " >> " + file + ".gz");
        byte[] packed = Files.readAllBytes(temp.resolve("a.gz"));
        Survey survey = Moving.survey(MemoryTree.file(packed));
        assertThat(survey.stale())
                .containsExactly(new Stale("out", "", 0, "in a gzip file of several parts"));
        assertThat(survey.isEmpty()).isTrue();
    }

    @Test
    void storedArchiveMemberGetsItsChecksum() throws IOException {
        byte[] zip = zip(true, FROM + "/x");
        FileTree moved = Moving.move(MemoryTree.file(zip));
        assertThat(Moving.survey(MemoryTree.file(zip)).stale()).isEmpty();
        try (ZipInputStream in =
                new ZipInputStream(new ByteArrayInputStream(MemoryTree.bytes(moved)))) {
            in.getNextEntry();
            assertThat(Moving.latin1(in.readAllBytes())).isEqualTo(TO + "/x");
        }
        Path file = Files.write(temp.resolve("x.zip"), MemoryTree.bytes(moved));
        run("unzip", "-qt", file.toString());
    }

    @Test
    void deflatedArchiveMemberIsNamed() throws IOException {
        byte[] zip = zip(false, FROM + "/x");
        Survey survey = Moving.survey(MemoryTree.file(zip));
        assertThat(survey.stale()).hasSize(1);
        assertThat(survey.stale().getFirst().why())
                .isEqualTo("in the packed archive member META-INF/file");
        assertThat(survey.isEmpty()).isTrue();
    }

    @Test
    void whatCannotBeLookedIntoIsListed() throws Exception {
        Path file = temp.resolve("a");
        Files.writeString(file, FROM + "\n");
        run("bzip2", file.toString());
        FileTree tree =
                MemoryTree.directory(
                        "a.bz2", MemoryTree.file(Files.readAllBytes(temp.resolve("a.bz2"))));
        assertThat(Moving.survey(tree).sealed()).containsExactly("a.bz2");
    }

    private static byte[] zip(boolean stored, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("META-INF/file");
            byte[] data = content.getBytes(StandardCharsets.ISO_8859_1);
            if (stored) {
                CRC32 crc = new CRC32();
                crc.update(data);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(data.length);
                entry.setCrc(crc.getValue());
            }
            zip.putNextEntry(entry);
            zip.write(data);
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("other"));
            zip.write("nothing".getBytes(StandardCharsets.ISO_8859_1));
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    private static String noise(int n) {
        Random random = new Random(5);
        StringBuilder noise = new StringBuilder();
        for (int i = 0; i < n; i++) {
            noise.append((char) ('a' + random.nextInt(20)));
        }
        return noise.toString();
    }

    private static void run(String... command) throws IOException {
        try {
            int rc = new ProcessBuilder(command).inheritIO().start().waitFor();
            assertThat(rc).as(String.join(" ", command)).isZero();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
