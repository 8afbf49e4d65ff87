package dev.firn.nix.compare.content;

import dev.firn.nix.compare.stream.Section;
import dev.firn.nix.compare.stream.Slice;
import dev.firn.nix.compare.stream.StreamComparison.Mask;
import dev.firn.nix.compare.unpack.Compression;
import dev.firn.nix.compare.unpack.Packed;
import dev.firn.nix.nar.FileTree;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The parts of an ELF file that a build id stands in, and those that are packed, found by its
/// tables. Nothing of the file is trusted: what is out of bounds or out of proportion makes it no
/// such file.
public final class ElfFile {

    private static final String MAGIC = "\u007fELF";
    private static final int IDENT = 16;
    private static final int LARGEST_TABLE = 1 << 23;
    private static final int LARGEST_LINK = 4096;
    private static final int MOST_NOTES = 1000;
    private static final int LONGEST_ID = 64;
    private static final int PT_NOTE = 4;
    private static final int SHT_PROGBITS = 1;
    private static final int SHT_NOTE = 7;
    private static final int SHF_COMPRESSED = 1 << 11;
    private static final int ZLIB = 1;
    private static final int ZSTD = 2;
    private static final int LONGEST_NAME = 100;
    private static final int NOTE_HEADER = 12;
    private static final int NT_GNU_BUILD_ID = 3;
    private static final String MINI_DEBUG_INFO = ".gnu_debugdata\0";
    private static final String DEBUG_LINK = ".gnu_debuglink\0";

    /// @param header what it begins with
    record PackedSection(String name, Mask place, String header, Packed content) {}

    private final FileTree.Regular file;
    private final boolean wide;
    private final ByteOrder order;
    private final Set<Long> ids = new TreeSet<>();
    private int idLength;
    private int notes;
    private Optional<DebugLink> link = Optional.empty();
    private final List<PackedSection> packed = new ArrayList<>();

    private ElfFile(FileTree.Regular file, boolean wide, ByteOrder order) {
        this.file = file;
        this.wide = wide;
        this.order = order;
    }

    static boolean isMagic(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1).startsWith(MAGIC);
    }

    /// The build id, in hexadecimal; empty if the file has none, or more than one.
    public static Optional<String> buildId(FileTree.Regular file) throws IOException {
        Optional<ElfFile> read = read(file);
        return read.isPresent() ? read.get().identity().map(Identity::id) : Optional.empty();
    }

    /// Empty if this is no such file, or damaged.
    static Optional<ElfFile> read(FileTree.Regular file) throws IOException {
        try {
            ByteBuffer ident = Section.bytes(file, 0, IDENT, ByteOrder.BIG_ENDIAN);
            int size = ident.get(4);
            int order = ident.get(5);
            if (!text(ident).startsWith(MAGIC) || size < 1 || size > 2 || order < 1 || order > 2) {
                return Optional.empty();
            }
            ByteOrder byteOrder = order == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            ElfFile elf = new ElfFile(file, size == 2, byteOrder);
            elf.read();
            return Optional.of(elf);
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    /// Empty if there is no build id, or more than one.
    Optional<Identity> identity() throws IOException {
        if (ids.size() != 1) {
            return Optional.empty();
        }
        Mask place = new Mask(ids.iterator().next(), idLength);
        byte[] id = new byte[idLength];
        bytes(place.from(), idLength).get(id);
        return Optional.of(new Identity(place, id, link));
    }

    /// Its compressed sections, in the order of the table.
    List<PackedSection> packed() {
        return Collections.unmodifiableList(packed);
    }

    private void read() throws IOException {
        ByteBuffer header = bytes(0, wide ? 64 : 52);
        int counts = wide ? 54 : 42;
        segments(word(header, 28, 32), header.getShort(counts), header.getShort(counts + 2));
        sections(
                word(header, 32, 40),
                header.getShort(counts + 4),
                header.getShort(counts + 6) & 0xffff,
                header.getShort(counts + 8) & 0xffff);
    }

    private void segments(long at, int entrySize, int count) throws IOException {
        int size = wide ? 56 : 32;
        if (entrySize != size) {
            return;
        }
        ByteBuffer table = table(at, size, count & 0xffff);
        for (int i = 0; i < table.limit(); i += size) {
            ByteBuffer each = table.slice(i, size).order(order);
            if (each.getInt(0) == PT_NOTE) {
                notes(word(each, 4, 8), word(each, 16, 32), word(each, 28, 48));
            }
        }
    }

    private void sections(long at, int entrySize, int count, int names) throws IOException {
        int size = wide ? 64 : 40;
        if (entrySize != size || names >= count) {
            return;
        }
        ByteBuffer table = table(at, size, count);
        long namesAt = word(table.slice(names * size, size).order(order), 16, 24);
        for (int i = 0; i < table.limit(); i += size) {
            ByteBuffer each = table.slice(i, size).order(order);
            long offset = word(each, 16, 24);
            long length = word(each, 20, 32);
            long nameAt = namesAt + (each.getInt(0) & 0xffffffffL);
            if (each.getInt(4) == SHT_NOTE) {
                notes(offset, length, word(each, 32, 48));
            } else if ((word(each, 8, 8) & SHF_COMPRESSED) != 0) {
                compressed(nameAt, offset, length);
            } else if (each.getInt(4) == SHT_PROGBITS && is(nameAt, MINI_DEBUG_INFO)) {
                add(nameAt, offset, length, 0, Compression.XZ);
            } else if (each.getInt(4) == SHT_PROGBITS && length > 4 && length <= LARGEST_LINK) {
                if (is(nameAt, DEBUG_LINK)) {
                    debugLink(offset, (int) length);
                }
            }
        }
    }

    private boolean is(long nameAt, String name) throws IOException {
        if (nameAt < 0 || nameAt > file.size() - name.length()) {
            return false;
        }
        return text(bytes(nameAt, name.length())).equals(name);
    }

    /// A header says how it is compressed.
    private void compressed(long nameAt, long at, long length) throws IOException {
        int header = wide ? 24 : 12;
        switch (bytes(at, header).getInt(0)) {
            case ZLIB -> add(nameAt, at, length, header, Compression.ZLIB);
            case ZSTD -> add(nameAt, at, length, header, Compression.ZSTD);
            default -> {} // of a kind to come
        }
    }

    private void add(long nameAt, long at, long length, int header, Compression compression)
            throws IOException {
        if (nameAt < 0 || length < header || length > file.size() - at) {
            throw new EOFException("a section lies outside");
        }
        int longest = (int) Math.min(LONGEST_NAME, Math.max(0, file.size() - nameAt));
        String name = text(bytes(nameAt, longest)) + "\0";
        Slice content = new Slice(file, at + header, length - header);
        packed.add(
                new PackedSection(
                        name.substring(0, name.indexOf('\0')),
                        new Mask(at, length),
                        text(bytes(at, header)),
                        new Packed(compression, content)));
    }

    /// A name, a zero, padding to 4 bytes, the checksum.
    private void debugLink(long at, int length) throws IOException {
        String content = text(bytes(at, length));
        int end = content.indexOf('\0');
        if (end > 0 && ((end + 4) & ~3) == length - 4) {
            link =
                    Optional.of(
                            new DebugLink(
                                    new Mask(at, end),
                                    content.substring(0, end),
                                    new Mask(at + length - 4, 4)));
        }
    }

    private void notes(long from, long length, long alignment) throws IOException {
        int unit = alignment == 8 ? 8 : 4;
        long at = from;
        while (at >= 0 && at + NOTE_HEADER + 4 <= from + length) {
            ByteBuffer note = bytes(at, NOTE_HEADER + 4);
            long nameSize = note.getInt(0) & 0xffffffffL;
            long size = note.getInt(4) & 0xffffffffL;
            long content = from + padded(at - from + NOTE_HEADER + nameSize, unit);
            boolean isId =
                    nameSize == 4
                            && note.getInt(8) == NT_GNU_BUILD_ID
                            && text(note).endsWith("GNU\0");
            if (isId && size > 0 && size <= LONGEST_ID && content + size <= from + length) {
                ids.add(content);
                idLength = (int) size;
            }
            at = from + padded(content - from + size, unit);
            if (++notes > MOST_NOTES) {
                throw new EOFException("too many notes");
            }
        }
    }

    private static long padded(long size, int unit) {
        return (size + unit - 1) / unit * unit;
    }

    private ByteBuffer table(long at, int entrySize, int count) throws IOException {
        if ((long) entrySize * count > LARGEST_TABLE) {
            throw new EOFException("a table is too large");
        }
        return bytes(at, entrySize * count);
    }

    private ByteBuffer bytes(long at, int length) throws IOException {
        return Section.bytes(file, at, length, order);
    }

    private long word(ByteBuffer from, int narrowAt, int wideAt) {
        return wide ? from.getLong(wideAt) : from.getInt(narrowAt) & 0xffffffffL;
    }

    private static String text(ByteBuffer bytes) {
        return Section.text(bytes, 0, bytes.limit());
    }
}
