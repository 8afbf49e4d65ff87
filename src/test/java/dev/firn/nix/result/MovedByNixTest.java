package dev.firn.nix.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.nar.FileTree;
import dev.firn.nix.nar.HostTree;
import dev.firn.nix.nar.MemoryTree;
import dev.firn.nix.nar.NarFacts;
import dev.firn.nix.path.StorePath;
import dev.firn.testkit.NixHost;
import dev.firn.testkit.NixRelease;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Results that depend on their own path in ways that content addressing cannot express.
class MovedByNixTest {

    @ParameterizedTest
    @EnumSource
    void ordinaryUsersResultWithCutPiecesIsMovedByNix(NixRelease release) throws Exception {
        try (Store store = Store.ofUser(NixHost.withTools(release))) {
            StorePath input = store.input("dep", "dependency " + release);
            Registered result =
                    store.register(
                            store.request(
                                    Store.derivation(Map.of(), "out"),
                                    "out",
                                    odd(Store.scratch("out"), input)));
            assertThat(result.placement()).isInstanceOf(Placement.MovedByNix.class);
            StorePath out = result.outputs().get("out");
            assertThat(store.references(out))
                    .containsExactlyInAnyOrder(input.toString(), out.toString());
            FileTree there = HostTree.of(store.onThisMachine(out.toString()));
            assertThat(NarFacts.of(there)).isEqualTo(NarFacts.of(odd(out, input)));
        }
    }

    @Test
    void packedFilesThatNameTheResultAreMovedByNix() throws Exception {
        try (Store store = Store.ofUser(NixHost.withTools(NixRelease.NIX_2_8))) {
            StorePath scratch = Store.scratch("out");
            FileTree tree =
                    MemoryTree.directory(
                            "page.gz", MemoryTree.file(gzip("see " + scratch + "\n")),
                            "a.zip", MemoryTree.file(zip(scratch + "/x")));
            Registered result =
                    store.register(store.request(Store.derivation(Map.of(), "out"), "out", tree));
            StorePath out = result.outputs().get("out");
            byte[] page = Files.readAllBytes(store.onThisMachine(out + "/page.gz"));
            GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(page));
            assertThat(unpacked.readAllBytes()).asString().isEqualTo("see " + out + "\n");
            assertThat(Files.readAllBytes(store.onThisMachine(out + "/a.zip")))
                    .isEqualTo(zip(out + "/x"));
        }
    }

    @Test
    void outputsThatNameEachOtherOutOfNixsSightAreMovedTogether() throws Exception {
        try (Store store = Store.ofUser(NixHost.withTools(NixRelease.NIX_2_8))) {
            StorePath out = Store.scratch("out");
            StorePath dev = Store.scratch("dev");
            Registered result =
                    store.register(
                            store.request(
                                    Store.derivation(Map.of(), "dev", "out"),
                                    "dev",
                                    MemoryTree.file("dev of " + out),
                                    "out",
                                    MemoryTree.file(wide(dev + "/include"))));
            StorePath realOut = result.outputs().get("out");
            StorePath realDev = result.outputs().get("dev");
            assertThat(store.references(realDev)).containsExactly(realOut.toString());
            assertThat(store.references(realOut)).isEmpty();
            assertThat(store.onThisMachine(realOut.toString()))
                    .hasContent(wide(realDev + "/include"));
        }
    }

    private static FileTree odd(StorePath self, StorePath input) {
        String path = self.toString();
        String code =
                path.substring(32, 48)
                        + path.substring(path.length() - 11)
                        + "/lib\0\n"
                        + path.substring(0, 32)
                        + "\0\u00ff\n";
        StringBuilder immediates = new StringBuilder(path + "\n");
        for (int at = 0; at < path.length(); at += 4) {
            immediates.append("\u00c7\u0044\u0024").append((char) (at + 0x80));
            immediates.append(path, at, Math.min(path.length(), at + 4));
        }
        return MemoryTree.directory(
                "bin",
                MemoryTree.directory(
                        "hello", MemoryTree.program(code + path + input),
                        "it's \u00e9\n", MemoryTree.file(immediates + "no newline"),
                        "wide", MemoryTree.file("x" + wide(path))),
                "debug",
                MemoryTree.directory(
                        self.hash(),
                        MemoryTree.directory(
                                "of-" + self.hash() + ".debug", MemoryTree.file("" + self))),
                "link",
                MemoryTree.link("../" + self.hash() + "-$x'/\u00e9"),
                "empty",
                MemoryTree.directory());
    }

    private static String wide(String text) {
        StringBuilder wide = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            wide.append(text.charAt(i)).append('\0');
        }
        return wide.toString();
    }

    private static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes(StandardCharsets.ISO_8859_1));
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            byte[] data = content.getBytes(StandardCharsets.ISO_8859_1);
            CRC32 crc = new CRC32();
            crc.update(data);
            ZipEntry entry = new ZipEntry("a");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(data.length);
            entry.setCrc(crc.getValue());
            entry.setTime(0);
            zip.putNextEntry(entry);
            zip.write(data);
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }
}
