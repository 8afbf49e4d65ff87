package dev.firn.nix.relocate;

import static dev.firn.nix.relocate.Moving.FROM;
import static dev.firn.nix.relocate.Moving.TO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.nar.FileTree;
import dev.firn.nix.nar.MemoryTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Paths that stand in packed data for all to see: rewritten there, the data could not be unpacked.
class ChecksummedTest {

    @TempDir Path temp;

    /// A short text, of which the packers make nothing smaller.
    private byte[] packed(String script) throws Exception {
        Files.writeString(temp.resolve("a"), FROM + "\n");
        Files.writeString(temp.resolve("script"), "set -e; " + script + "\n");
        assertThat(
                        new ProcessBuilder("sh", "script")
                                .directory(temp.toFile())
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor())
                .isZero();
        byte[] bytes = Files.readAllBytes(temp.resolve("packed"));
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains(FROM.toString());
        return bytes;
    }

    private static void isNamedAndLeftAlone(byte[] bytes, String why) throws IOException {
        FileTree file = MemoryTree.file(bytes);
        Survey survey = Moving.survey(file);
        assertThat(survey.stale()).singleElement().extracting(Stale::why).asString().contains(why);
        assertThat(MemoryTree.bytes(Moving.move(file))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xz file:           xz -c a > packed",
                "zstd file:         zstd -q -c a > packed",
                "xz file in an archive:   xz a; tar cf packed a.xz",
                "zstd file in an archive: zstd -q a; ar rc packed a.zst",
                "gzip file in an archive: printf '\\037\\213\\010\\0\\0\\0\\0\\0\\0\\3' | cat - a > b; tar cf packed b",
                "cpio archive:      echo a | cpio -o -H crc --quiet > packed",
                "Ogg file:          printf OggS | cat - a > packed",
                "PNG image:         printf '\\211PNG\\r\\n\\032\\n' | cat - a > packed",
                "lz4 file:          printf '\\004\"M\\030' | cat - a > packed",
            })
    void inAFormatWithAChecksumItIsNamed(String what) throws Exception {
        String[] parts = what.split(":\\s+", 2);
        isNamedAndLeftAlone(packed(parts[1]), parts[0]);
    }

    @Test
    void inStoredZlibItIsNamed() throws Exception {
        Deflater deflater = new Deflater(0);
        deflater.setInput(FROM.toString().getBytes(StandardCharsets.ISO_8859_1));
        deflater.finish();
        byte[] buffer = new byte[1000];
        int length = deflater.deflate(buffer);
        deflater.end();
        isNamedAndLeftAlone(Arrays.copyOf(buffer, length), "in zlib's format");
    }

    @Test
    void inAnArchiveBehindAProgramItIsNamed() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("#!/bin/sh\n# " + FROM + "\n").getBytes(StandardCharsets.ISO_8859_1));
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            zip.setLevel(0);
            zip.putNextEntry(new ZipEntry("a"));
            zip.write(FROM.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
        bytes.write(archive.toByteArray());
        FileTree file = MemoryTree.file(bytes.toByteArray());

        assertThat(Moving.survey(file).stale())
                .singleElement()
                .extracting(Stale::why)
                .asString()
                .startsWith("in a zip archive that does not begin the file");
        String moved = new String(MemoryTree.bytes(Moving.move(file)), StandardCharsets.ISO_8859_1);
        assertThat(moved).startsWith("#!/bin/sh\n# " + TO + "\n").contains(FROM.toString());
    }

    @Test
    void inAPackedFileOfAPackedArchiveItIsNamed() throws Exception {
        byte[] tar = packed("xz a; tar cf packed a.xz");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(tar);
        }
        isNamedAndLeftAlone(bytes.toByteArray(), "in an xz file in an archive");
    }

    @Test
    void besideAPackedFileInAnArchiveItIsRewritten() throws Exception {
        Files.writeString(temp.resolve("x"), "nothing\n");
        byte[] tar = packed("xz x; tar cf packed x.xz a");
        FileTree file = MemoryTree.file(tar);

        assertThat(Moving.survey(file).stale()).isEmpty();
        String moved = new String(MemoryTree.bytes(Moving.move(file)), StandardCharsets.ISO_8859_1);
        assertThat(moved).contains(TO + "\n").doesNotContain(FROM.toString());
    }

    @Test
    void whatOnlyLooksLikeZlibIsRewritten() throws Exception {
        FileTree file =
                MemoryTree.file(("x^ " + FROM + "\n").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(Moving.survey(file).stale()).isEmpty();
        assertThat(MemoryTree.bytes(Moving.move(file)))
                .isEqualTo(("x^ " + TO + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }
}
