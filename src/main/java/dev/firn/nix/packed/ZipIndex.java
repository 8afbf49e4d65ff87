package dev.firn.nix.packed;

import dev.firn.nix.nar.FileTree;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.ZipException;

/// The directory of a zip archive. Not the JDK's, because that does not tell where the checksums
/// and the data are.
public final class ZipIndex {

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int LOCAL_SIZE = 30;
    private static final int CENTRAL_SIZE = 46;
    private static final int END_SIZE = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int HAS_DESCRIPTOR = 8;

    private ZipIndex() {}

    public static boolean isMagic(byte[] head) {
        return head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
    }

    /// The members that are stored as they are or deflated, by their place in the archive.
    ///
    /// @throws ZipException when this is no zip archive, or one of a kind that firn cannot read
    public static List<ZipMember> read(FileTree.Regular archive) throws IOException {
        ByteBuffer end = end(archive);
        int count = end.getShort(10) & 0xffff;
        long directory = end.getInt(16) & 0xffffffffL;
        if (count == 0xffff || directory == 0xffffffffL) {
            throw new ZipException("a zip archive in the 64-bit format");
        }
        List<Entry> entries = entries(archive, count, directory);
        entries.sort(Comparator.comparingLong(Entry::header));
        List<ZipMember> members = new ArrayList<>();
        try (InputStream in = archive.open()) {
            long position = 0;
            for (Entry entry : entries) {
                if (entry.header < position) {
                    throw new ZipException("members of a zip archive overlap");
                }
                in.skipNBytes(entry.header - position);
                ByteBuffer local = take(in, LOCAL_SIZE);
                position = entry.header + LOCAL_SIZE;
                expect(local, LOCAL);
                int names = (local.getShort(26) & 0xffff) + (local.getShort(28) & 0xffff);
                if (entry.method == 0 || entry.method == 8) {
                    members.add(entry.member(position + names));
                }
            }
        }
        return members;
    }

    /// Where the first member begins, also when something else comes before it.
    ///
    /// @return nothing when this is no zip archive
    public static OptionalLong start(FileTree.Regular file) throws IOException {
        try {
            Tail tail = tail(file);
            long directory = tail.at() - (tail.end().getInt(12) & 0xffffffffL);
            long recorded = tail.end().getInt(16) & 0xffffffffL;
            int count = tail.end().getShort(10) & 0xffff;
            if (count == 0 || directory < recorded) {
                return OptionalLong.empty();
            }
            long first = Long.MAX_VALUE;
            for (Entry entry : entries(file, count, directory)) {
                first = Math.min(first, entry.header());
            }
            return OptionalLong.of(directory - recorded + first);
        } catch (ZipException | EOFException e) {
            return OptionalLong.empty();
        }
    }

    private static List<Entry> entries(FileTree.Regular archive, int count, long directory)
            throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (InputStream in = archive.open()) {
            in.skipNBytes(directory);
            long position = directory;
            for (int i = 0; i < count; i++) {
                ByteBuffer fixed = take(in, CENTRAL_SIZE);
                expect(fixed, CENTRAL);
                int nameLength = fixed.getShort(28) & 0xffff;
                int rest = (fixed.getShort(30) & 0xffff) + (fixed.getShort(32) & 0xffff);
                byte[] name = take(in, nameLength).array();
                take(in, rest);
                entries.add(
                        new Entry(
                                new String(name, StandardCharsets.ISO_8859_1),
                                fixed.getInt(42) & 0xffffffffL,
                                fixed.getInt(20) & 0xffffffffL,
                                fixed.getShort(10),
                                (fixed.getShort(8) & HAS_DESCRIPTOR) != 0,
                                position + 16));
                position += CENTRAL_SIZE + nameLength + rest;
            }
        }
        return entries;
    }

    private static ByteBuffer end(FileTree.Regular archive) throws IOException {
        return tail(archive).end();
    }

    /// @param at where the record is that ends an archive
    private record Tail(ByteBuffer end, long at) {}

    private static Tail tail(FileTree.Regular archive) throws IOException {
        long size = archive.size();
        long from = Math.max(0, size - END_SIZE - LONGEST_COMMENT);
        try (InputStream in = archive.open()) {
            in.skipNBytes(from);
            ByteBuffer tail = take(in, (int) (size - from));
            for (int at = tail.limit() - END_SIZE; at >= 0; at--) {
                if (tail.getInt(at) == END) {
                    ByteBuffer end = tail.slice(at, END_SIZE).order(ByteOrder.LITTLE_ENDIAN);
                    return new Tail(end, from + at);
                }
            }
        }
        throw new ZipException("not a zip archive");
    }

    private static ByteBuffer take(InputStream in, int n) throws IOException {
        byte[] bytes = in.readNBytes(n);
        if (bytes.length < n) {
            throw new EOFException("a zip archive ends early");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void expect(ByteBuffer header, int signature) throws ZipException {
        if (header.getInt(0) != signature) {
            throw new ZipException("not a zip archive");
        }
    }

    private record Entry(
            String name,
            long header,
            long packedSize,
            int method,
            boolean descriptor,
            long centralChecksum) {

        ZipMember member(long data) {
            List<Long> checksums = descriptor ? List.of() : List.of(header + 14, centralChecksum);
            return new ZipMember(name, data, packedSize, method == 0, checksums);
        }
    }
}
