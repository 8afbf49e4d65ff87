package dev.firn.nix.packed;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.ZipException;

/// The header of a gzip file, kept as it is (RFC 1952): time, name, flags.
///
/// @param bytes the whole header, one per char
public record GzipHeader(String bytes) {

    private static final int FIXED = 10;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int BEST = 2;
    private static final int FASTEST = 4;

    public static boolean isMagic(byte[] head) {
        return head.length > 3
                && (head[0] & 0xff) == 0x1f
                && (head[1] & 0xff) == 0x8b
                && head[2] == 8
                && (head[3] & 0xe0) == 0;
    }

    /// Reads it, so that the compressed data comes next.
    public static GzipHeader read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] fixed = take(in, FIXED, bytes);
        if (!isMagic(fixed)) {
            throw new ZipException("not a gzip file");
        }
        int flags = fixed[3];
        if ((flags & EXTRA) != 0) {
            byte[] length = take(in, 2, bytes);
            take(in, (length[0] & 0xff) | (length[1] & 0xff) << 8, bytes);
        }
        if ((flags & NAME) != 0) {
            takeText(in, bytes);
        }
        if ((flags & COMMENT) != 0) {
            takeText(in, bytes);
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            take(in, 2, bytes);
        }
        return new GzipHeader(bytes.toString(StandardCharsets.ISO_8859_1));
    }

    public int length() {
        return bytes.length();
    }

    public boolean hasChecksum() {
        return (bytes.charAt(3) & HEADER_CHECKSUM) != 0;
    }

    /// The level it says it was compressed with; gzip notes only the two extremes.
    public int level() {
        return switch (bytes.charAt(8)) {
            case BEST -> Deflater.BEST_COMPRESSION;
            case FASTEST -> Deflater.BEST_SPEED;
            default -> Deflater.DEFAULT_COMPRESSION;
        };
    }

    /// The same for the program gzip.
    public int gzipLevel() {
        int level = level();
        return level == Deflater.DEFAULT_COMPRESSION ? 6 : level;
    }

    private static byte[] take(InputStream in, int n, ByteArrayOutputStream into)
            throws IOException {
        byte[] bytes = in.readNBytes(n);
        if (bytes.length < n) {
            throw new EOFException("a gzip header ends early");
        }
        into.writeBytes(bytes);
        return bytes;
    }

    private static void takeText(InputStream in, ByteArrayOutputStream into) throws IOException {
        int b;
        do {
            b = take(in, 1, into)[0];
        } while (b != 0);
    }
}
