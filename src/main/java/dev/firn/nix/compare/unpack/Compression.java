package dev.firn.nix.compare.unpack;

import dev.firn.nix.compare.stream.Section;
import dev.firn.nix.nar.FileTree;
import dev.firn.nix.packed.GzipHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A way to compress a file.
public enum Compression {
    GZIP(""),
    XZ("\u00fd7zXZ\0"),
    BZIP2("BZh"),
    ZSTD("(\u00b5/\u00fd"),
    /// Has no magic number: what the program lzma makes begins like this, unless told otherwise.
    LZMA("]\0\0"),
    /// Inside other formats only.
    ZLIB("");

    private static final int XZ_STREAM_HEADER = 12;
    private static final int BZIP2_HEADER = 4;
    private static final int LZMA_SETTINGS = 5;
    private static final int ZLIB_HEADER = 2;

    private final String magic;

    Compression(String magic) {
        this.magic = magic;
    }

    /// What a file that begins so is compressed with.
    public static Optional<Compression> of(byte[] head) {
        if (GzipHeader.isMagic(head)) {
            return Optional.of(GZIP);
        }
        String start = new String(head, StandardCharsets.ISO_8859_1);
        for (Compression each : values()) {
            if (!each.magic.isEmpty() && start.startsWith(each.magic)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /// How a file was packed, as far as it says so and it does not depend on what is in it. To be
    /// asked of what could be unpacked.
    ///
    /// @return bytes, one per char
    String settings(FileTree.Regular file) throws IOException {
        return switch (this) {
            case GZIP -> {
                try (InputStream in = file.open()) {
                    yield GzipHeader.read(in).bytes();
                }
            }
            case XZ -> text(file, 0, XZ_STREAM_HEADER) + xzFilters(file);
            case BZIP2 -> text(file, 0, BZIP2_HEADER);
            case ZSTD -> ZstdFrames.settings(file);
            case LZMA -> text(file, 0, LZMA_SETTINGS);
            case ZLIB -> text(file, 0, ZLIB_HEADER);
        };
    }

    /// The header of the first block, without the sizes that may be in it.
    private static String xzFilters(FileTree.Regular file) throws IOException {
        int length = (bytes(file, XZ_STREAM_HEADER, 1).get(0) & 0xff) * 4;
        if (length == 0) {
            return ""; // there is no block
        }
        ByteBuffer header = bytes(file, XZ_STREAM_HEADER, length);
        int flags = header.get(1);
        int at = 2;
        for (int size = Integer.bitCount(flags & 0xc0); size > 0; size--) {
            while (header.get(at++) < 0) {}
        }
        String filters = Section.text(header, at, length - at).replaceFirst("\0*$", "");
        return (flags & 3) + filters;
    }

    private static ByteBuffer bytes(FileTree.Regular file, long from, int length)
            throws IOException {
        return Section.bytes(file, from, length, ByteOrder.LITTLE_ENDIAN);
    }

    private static String text(FileTree.Regular file, long from, int length) throws IOException {
        return Section.text(bytes(file, from, length), 0, length);
    }
}
