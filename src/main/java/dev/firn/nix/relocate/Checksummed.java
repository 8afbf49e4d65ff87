package dev.firn.nix.relocate;

import dev.firn.nix.packed.GzipHeader;
import dev.firn.nix.packed.ZipIndex;
import dev.firn.nix.piece.Piece;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/// Knows formats that have a checksum over their data. What such a format cannot make smaller it
/// holds as it is: a path can stand in it for all to see, and rewriting it would leave a file that
/// cannot be unpacked any more.
final class Checksummed {

    /// So many bytes of a file or member tell whether it is in such a format, or an archive.
    static final int HEAD = 512;

    private static final int TAR_MAGIC_AT = 257;

    /// By how they begin: as in the tables of file(1).
    private static final Map<String, String> FORMATS = new LinkedHashMap<>();

    static {
        FORMATS.put("\u00fd7zXZ\0", "an xz file");
        FORMATS.put("(\u00b5/\u00fd", "a zstd file");
        FORMATS.put("\u0004\"M\u0018", "an lz4 file");
        FORMATS.put("LZIP", "an lzip file");
        FORMATS.put("BZh", "a bzip2 file");
        FORMATS.put("7z\u00bc\u00af'\u001c", "a 7z archive");
        FORMATS.put("Rar!\u001a\u0007", "a rar archive");
        FORMATS.put("\u0089PNG\r\n\u001a\n", "a PNG image");
        FORMATS.put("070702", "a cpio archive");
        FORMATS.put("OggS", "an Ogg file");
        FORMATS.put("PACK\0\0\0", "a pack of Git");
        FORMATS.put("\u00ed\u00ab\u00ee\u00db", "an RPM package");
    }

    private Checksummed() {}

    /// Content that can be read several times.
    interface Content {
        InputStream open() throws IOException;
    }

    /// A piece that cannot be rewritten.
    ///
    /// @param where it lies, for people
    record Covered(Piece piece, String where) {}

    /// The format of what begins so, with its article.
    static Optional<String> format(byte[] head) {
        String start = text(head);
        for (Map.Entry<String, String> format : FORMATS.entrySet()) {
            if (start.startsWith(format.getKey())) {
                return Optional.of(format.getValue());
            }
        }
        return Optional.empty();
    }

    /// Whether what begins so is packed, or an archive, in whatever format.
    static boolean isPacked(byte[] head) {
        String start = text(head);
        return format(head).isPresent()
                || GzipHeader.isMagic(head)
                || ZipIndex.isMagic(head)
                || start.startsWith("!<arch>\n")
                || start.startsWith("07070")
                || start.startsWith("ustar", TAR_MAGIC_AT);
    }

    /// The pieces that a checksum covers: of the whole content, or of a member of an archive in it.
    ///
    /// @param pieces by offset
    /// @param members where members of an archive begin, if the content is one that tells
    static List<Covered> among(List<Piece> pieces, Content content, List<Long> members)
            throws IOException {
        if (pieces.isEmpty()) {
            return List.of();
        }
        byte[] head;
        try (InputStream in = content.open()) {
            head = in.readNBytes(HEAD);
        }
        Optional<String> format = format(head);
        if (format.isEmpty() && isZlib(content, head)) {
            format = Optional.of("zlib's format");
        }
        if (format.isPresent()) {
            String where = "in " + format.get();
            return pieces.stream().map(piece -> new Covered(piece, where)).toList();
        }
        boolean tar = text(head).startsWith("ustar", TAR_MAGIC_AT);
        if (!tar && members.isEmpty()) {
            return List.of();
        }
        try (InputStream in = content.open()) {
            return tar ? inTar(in, pieces) : inMember(in, pieces, members);
        }
    }

    /// What follows a header is the beginning of a file, and what follows no header is not.
    private static List<Covered> inTar(InputStream in, List<Piece> pieces) throws IOException {
        List<Covered> covered = new ArrayList<>();
        Optional<String> packed = Optional.empty();
        boolean afterHeader = false;
        long at = 0;
        int next = 0;
        while (next < pieces.size()) {
            byte[] block = in.readNBytes(HEAD);
            if (block.length == 0) {
                return covered;
            }
            boolean header = text(block).startsWith("ustar", TAR_MAGIC_AT);
            if (header) {
                packed = Optional.empty();
            } else if (afterHeader) {
                packed = member(block);
            }
            afterHeader = header;
            at += block.length;
            for (; next < pieces.size() && pieces.get(next).offset() < at; next++) {
                Piece piece = pieces.get(next);
                packed.ifPresent(where -> covered.add(new Covered(piece, where)));
            }
        }
        return covered;
    }

    private static List<Covered> inMember(InputStream in, List<Piece> pieces, List<Long> members)
            throws IOException {
        List<Covered> covered = new ArrayList<>();
        long at = 0;
        int next = 0;
        for (int i = 0; i < members.size() && next < pieces.size(); i++) {
            long start = members.get(i);
            long end = i + 1 < members.size() ? members.get(i + 1) : Long.MAX_VALUE;
            in.skipNBytes(start - at);
            byte[] head = in.readNBytes((int) Math.min(HEAD, end - start));
            at = start + head.length;
            Optional<String> packed = member(head);
            for (; next < pieces.size() && pieces.get(next).offset() < end; next++) {
                Piece piece = pieces.get(next);
                if (piece.offset() >= start) {
                    packed.ifPresent(where -> covered.add(new Covered(piece, where)));
                }
            }
        }
        return covered;
    }

    private static Optional<String> member(byte[] head) {
        if (GzipHeader.isMagic(head)) {
            return Optional.of("in a gzip file in an archive");
        }
        return ZipIndex.isMagic(head)
                ? Optional.of("in a zip archive in an archive")
                : format(head).map(format -> "in " + format + " in an archive");
    }

    /// Two bytes are no proof: it has to be unpacked, up to a checksum that is right.
    private static boolean isZlib(Content content, byte[] head) throws IOException {
        boolean magic =
                head.length > 2
                        && head[0] == 0x78
                        && ((head[0] & 0xff) << 8 | (head[1] & 0xff)) % 31 == 0;
        if (!magic) {
            return false;
        }
        Inflater inflater = new Inflater();
        try (InputStream in = new InflaterInputStream(content.open(), inflater)) {
            in.transferTo(OutputStream.nullOutputStream());
            return inflater.finished();
        } catch (ZipException | EOFException e) {
            return false;
        } finally {
            inflater.end();
        }
    }

    private static String text(byte[] head) {
        return new String(
                Arrays.copyOf(head, Math.min(head.length, HEAD)), StandardCharsets.ISO_8859_1);
    }
}
