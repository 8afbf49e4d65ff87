package dev.firn.nix.compare.archive;

import dev.firn.nix.compare.stream.Section;
import dev.firn.nix.compare.stream.Slice;
import dev.firn.nix.compare.unpack.Damaged;
import dev.firn.nix.nar.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/// An archive, read once from its start to its end. Its parts and what is found to be padding are
/// every byte of it.
public abstract sealed class Archive permits ArArchive, CpioArchive, TarArchive {

    public enum Kind {
        TAR(10240),
        AR(1),
        CPIO(512);

        /// How much of a file tells its kind.
        public static final int HEAD = TarArchive.BLOCK;

        private final int record;

        /// @param record what programs fill an archive up to a multiple of, with zeros
        Kind(int record) {
            this.record = record;
        }

        /// What a file is that begins so.
        public static Optional<Kind> of(byte[] head) {
            if (TarArchive.isHeader(head)) {
                return Optional.of(TAR);
            }
            String start = Section.text(ByteBuffer.wrap(head), 0, Math.min(head.length, 8));
            if (start.equals(ArArchive.MAGIC)) {
                return Optional.of(AR);
            }
            return CpioArchive.isMagic(start) ? Optional.of(CPIO) : Optional.empty();
        }

        public Archive open(FileTree.Regular file) throws IOException {
            return switch (this) {
                case TAR -> new TarArchive(file);
                case AR -> new ArArchive(file);
                case CPIO -> new CpioArchive(file);
            };
        }
    }

    final FileTree.Regular file;
    final long size;

    /// Where what has not been read begins.
    long at;

    Archive(FileTree.Regular file) throws IOException {
        this.file = file;
        size = file.size();
    }

    /// The next one; empty at the end.
    ///
    /// @throws Damaged when what comes next is not part of such an archive
    public abstract Optional<Part> next() throws IOException;

    /// How many bytes there are after the last part, once there is no next one.
    public final long rest() {
        return size - at;
    }

    /// Whether there are as many zeros as programs fill up with.
    public final boolean isFilledUp(Kind kind) {
        return size % kind.record == 0 && rest() < kind.record + 2 * TarArchive.BLOCK;
    }

    final String text(long from, int length) throws IOException {
        return Section.text(Section.bytes(file, from, length, ByteOrder.BIG_ENDIAN), 0, length);
    }

    /// A part of the archive, up to `size`.
    final Slice content(long from, long length) throws Damaged {
        if (length < 0 || length > size - from) {
            throw new Damaged("an archive ends early");
        }
        return new Slice(file, from, length);
    }

    /// Goes on at the next multiple of `unit`; only zeros may be skipped.
    final void pad(long from, int unit) throws IOException {
        at = Math.min(size, (from + unit - 1) / unit * unit);
        if (text(from, (int) (at - from)).chars().anyMatch(c -> c != 0)) {
            throw new Damaged("an archive has something between its members");
        }
    }

    /// Where something else than zeros comes next, or the end.
    final long behindZeros(long from) throws IOException {
        byte[] portion = new byte[1 << 16];
        long zeros = from;
        try (InputStream in = new Slice(file, from, size - from).open()) {
            while (true) {
                int n = in.readNBytes(portion, 0, portion.length);
                int other = Arrays.mismatch(portion, 0, n, new byte[n], 0, n);
                zeros += other < 0 ? n : other;
                if (other >= 0 || n < portion.length) {
                    return zeros;
                }
            }
        }
    }

    /// @throws Damaged when it is no number in this base
    static long number(String digits, int base) throws Damaged {
        try {
            return Long.parseLong(digits, base);
        } catch (NumberFormatException e) {
            throw new Damaged("an archive has a number that is none: " + digits);
        }
    }
}
