package dev.firn.nix.compare.content;

import dev.firn.nix.compare.stream.Section;
import dev.firn.nix.nar.FileTree;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/// The directory of a zip archive, split into what does not depend on how members are packed,
/// kept as it is, and what does.
///
/// @param start where it begins in the archive
/// @param end the record after it, without the start of the directory
record ZipDirectory(long start, List<Entry> entries, String end) {

    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int CENTRAL_SIZE = 46;
    private static final int END_SIZE = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int LARGEST = 1 << 26;

    /// @param facts what the directory has of the member, without checksum, packed size and place
    /// @param header where the member begins
    record Entry(String facts, int flags, int method, int crc, long packed, int size, long header) {
        String name() {
            int length = facts.charAt(28) | (facts.charAt(29) << 8);
            return facts.substring(CENTRAL_SIZE, CENTRAL_SIZE + length);
        }

        boolean hasDescriptor() {
            return (flags & 8) != 0;
        }

        boolean encrypted() {
            return (flags & 1) != 0;
        }
    }

    ZipDirectory {
        entries = List.copyOf(entries);
    }

    static boolean isMagic(byte[] head) {
        return head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
    }

    /// @throws ZipException when this is no zip archive, or one in the 64-bit format
    static ZipDirectory read(FileTree.Regular archive) throws IOException {
        int tailSize = (int) Math.min(archive.size(), END_SIZE + LONGEST_COMMENT);
        long tailAt = archive.size() - tailSize;
        ByteBuffer tail = bytes(archive, tailAt, tailSize);
        int at = end(tail);
        int count = tail.getShort(at + 10) & 0xffff;
        long size = tail.getInt(at + 12) & 0xffffffffL;
        long start = tail.getInt(at + 16) & 0xffffffffL;
        if (count == 0xffff || size > LARGEST || start + size != tailAt + at) {
            throw new ZipException("a zip archive in another format");
        }
        tail.putInt(at + 16, 0);
        String end = Section.text(tail, at, tail.limit() - at);
        return new ZipDirectory(start, entries(bytes(archive, start, (int) size), count), end);
    }

    private static List<Entry> entries(ByteBuffer directory, int count) throws IOException {
        List<Entry> entries = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (at + CENTRAL_SIZE > directory.limit() || directory.getInt(at) != CENTRAL) {
                throw new ZipException("a zip archive's directory is damaged");
            }
            int flags = directory.getShort(at + 8) & 0xffff;
            int method = directory.getShort(at + 10) & 0xffff;
            int crc = directory.getInt(at + 16);
            long packed = directory.getInt(at + 20) & 0xffffffffL;
            int size = directory.getInt(at + 24);
            int names = 0;
            for (int length = 28; length <= 32; length += 2) {
                names += directory.getShort(at + length) & 0xffff;
            }
            long header = directory.getInt(at + 42) & 0xffffffffL;
            int next = at + CENTRAL_SIZE + names;
            if (next > directory.limit() || packed == 0xffffffffL || header == 0xffffffffL) {
                throw new ZipException("a zip archive's directory is damaged");
            }
            directory.putInt(at + 16, 0).putInt(at + 20, 0).putInt(at + 42, 0);
            String facts = Section.text(directory, at, next - at);
            entries.add(new Entry(facts, flags, method, crc, packed, size, header));
            at = next;
        }
        if (at != directory.limit()) {
            throw new ZipException("a zip archive's directory is damaged");
        }
        return entries;
    }

    private static int end(ByteBuffer tail) throws ZipException {
        for (int at = tail.limit() - END_SIZE; at >= 0; at--) {
            if (tail.getInt(at) == END
                    && at + END_SIZE + (tail.getShort(at + 20) & 0xffff) == tail.limit()) {
                return at;
            }
        }
        throw new ZipException("not a zip archive");
    }

    /// @throws EOFException when the archive is shorter
    static ByteBuffer bytes(FileTree.Regular archive, long from, int length) throws IOException {
        return Section.bytes(archive, from, length, ByteOrder.LITTLE_ENDIAN);
    }
}
