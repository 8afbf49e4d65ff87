package dev.firn.nix.compare.content;

import dev.firn.nix.compare.content.Likeness.Alike;
import dev.firn.nix.compare.content.Likeness.Unlike;
import dev.firn.nix.compare.content.ZipDirectory.Entry;
import dev.firn.nix.compare.stream.PathSwap;
import dev.firn.nix.compare.stream.Section;
import dev.firn.nix.compare.stream.StreamComparison;
import dev.firn.nix.compare.stream.StreamComparison.Outcome;
import dev.firn.nix.compare.unpack.Spool;
import dev.firn.nix.nar.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/// Compares two zip archives by what is in them. Every byte of both is accounted for: headers and
/// what lies between members must be the same, sizes and checksums must be right.
final class ZipComparison {

    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_SIZE = 30;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int BUFFER = 1 << 16;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final FileComparison files;
    private final PathSwap swap;
    private final FileTree.Regular ours;
    private final FileTree.Regular theirs;
    private Alike all = new Alike(false, new LinkedHashSet<>());

    /// Where the last member ends.
    private long ourEnd;

    private long theirEnd;

    private record Pair(Entry our, Entry their) {}

    /// @param facts the header, without what depends on the packing
    /// @param data where the packed data begins
    private record Local(String facts, long data) {}

    ZipComparison(FileComparison files, FileTree.Regular ours, FileTree.Regular theirs) {
        this.files = files;
        swap = files.swap();
        this.ours = ours;
        this.theirs = theirs;
    }

    /// Empty if there is nothing to add to what is known of their bytes.
    ///
    /// @throws ZipException when one of them is damaged, or of a kind that firn cannot read
    Optional<Likeness> find() throws IOException {
        ZipDirectory a = ZipDirectory.read(ours);
        ZipDirectory b = ZipDirectory.read(theirs);
        int count = a.entries().size();
        if (count != b.entries().size() || !a.end().equals(swap.applied(b.end()))) {
            return Optional.empty();
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pairs.add(new Pair(a.entries().get(i), b.entries().get(i)));
        }
        pairs.sort(Comparator.comparingLong(pair -> pair.our.header()));
        for (Pair pair : pairs) {
            if (!between(pair.our.header(), pair.their.header())) {
                return Optional.empty();
            }
            switch (member(pair.our, pair.their)) {
                case Alike alike -> all = all.and(alike);
                case Unlike(Spot spot) -> {
                    return Optional.of(new Unlike(spot.in(pair.our.name())));
                }
            }
        }
        return all.causes().isEmpty() || !between(a.start(), b.start())
                ? Optional.empty()
                : Optional.of(all);
    }

    private boolean between(long ourNext, long theirNext) throws IOException {
        long length = ourNext - ourEnd;
        return length >= 0
                && length == theirNext - theirEnd
                && Section.same(swap, ours, ourEnd, theirs, theirEnd, length);
    }

    private Likeness member(Entry our, Entry their) throws IOException {
        Local a = local(ours, our);
        Local b = local(theirs, their);
        if (!our.name().equals(swap.applied(their.name()))) {
            return unlike(Spot.Kind.MEMBERS);
        }
        if (!our.facts().equals(swap.applied(their.facts()))
                || !a.facts.equals(swap.applied(b.facts))) {
            return unlike(Spot.Kind.HEADER);
        }
        Likeness content = content(our, a.data, their, b.data);
        long behindOurs = a.data + our.packed();
        long behindTheirs = b.data + their.packed();
        ourEnd = behindOurs + (our.hasDescriptor() ? descriptor(ours, our, behindOurs) : 0);
        theirEnd =
                behindTheirs
                        + (their.hasDescriptor() ? descriptor(theirs, their, behindTheirs) : 0);
        return ourEnd - behindOurs == theirEnd - behindTheirs ? content : unlike(Spot.Kind.HEADER);
    }

    private Likeness content(Entry our, long ourData, Entry their, long theirData)
            throws IOException {
        if (!our.encrypted() && (our.method() == STORED || our.method() == DEFLATED)) {
            try (Unpacked a = new Unpacked(ours, our, ourData);
                    Unpacked b = new Unpacked(theirs, their, theirData)) {
                Outcome outcome =
                        StreamComparison.of(
                                swap, metered(a.content), metered(b.content), List.of());
                if (!outcome.explained()) {
                    return inside(our, ourData, their, theirData);
                }
                a.check();
                b.check();
                if (outcome.hasOwnPath()) {
                    return Alike.of(Cause.Packing.ZIP);
                }
            }
        }
        boolean same =
                our.crc() == their.crc()
                        && our.packed() == their.packed()
                        && Section.same(swap, ours, ourData, theirs, theirData, our.packed());
        return same ? new Alike(false, new LinkedHashSet<>()) : unlike(Spot.Kind.PACKING);
    }

    private Likeness inside(Entry our, long ourData, Entry their, long theirData)
            throws IOException {
        try (Unpacked a = new Unpacked(ours, our, ourData);
                Unpacked b = new Unpacked(theirs, their, theirData);
                Spool ourSpool = files.room().spool(metered(a.content));
                Spool theirSpool = files.room().spool(metered(b.content))) {
            a.check();
            b.check();
            Likeness found = files.deeper().of(ourSpool, theirSpool);
            return found instanceof Alike alike && alike.ownPath()
                    ? alike.and(new Cause.PackedPath(Cause.Packing.ZIP))
                    : found;
        }
    }

    private InputStream metered(InputStream content) {
        return files.room().metered(content);
    }

    private static Likeness unlike(Spot.Kind kind) {
        return new Unlike(new Spot(List.of(), false, 0, 0, 0, kind));
    }

    private static Local local(FileTree.Regular archive, Entry entry) throws IOException {
        ByteBuffer fixed = ZipDirectory.bytes(archive, entry.header(), LOCAL_SIZE);
        int names = (fixed.getShort(26) & 0xffff) + (fixed.getShort(28) & 0xffff);
        int crc = fixed.getInt(14);
        long packed = fixed.getInt(18) & 0xffffffffL;
        boolean later = entry.hasDescriptor() && crc == 0 && packed == 0;
        if (fixed.getInt(0) != LOCAL
                || (!later && (crc != entry.crc() || packed != entry.packed()))) {
            throw new ZipException("a zip archive contradicts itself");
        }
        if (!later) {
            fixed.putInt(14, -1).putInt(18, -1);
        }
        ByteBuffer rest = ZipDirectory.bytes(archive, entry.header() + LOCAL_SIZE, names);
        String facts = Section.text(fixed, 0, LOCAL_SIZE) + Section.text(rest, 0, names);
        return new Local(facts, entry.header() + LOCAL_SIZE + names);
    }

    /// @return the length of the record after a member, once it has been found to be right
    private static int descriptor(FileTree.Regular archive, Entry entry, long at)
            throws IOException {
        boolean signed = ZipDirectory.bytes(archive, at, 4).getInt(0) == DESCRIPTOR;
        ByteBuffer facts = ZipDirectory.bytes(archive, at + (signed ? 4 : 0), 12);
        if (facts.getInt(0) != entry.crc()
                || facts.getInt(4) != (int) entry.packed()
                || facts.getInt(8) != entry.size()) {
            throw new ZipException("a zip archive contradicts itself");
        }
        return signed ? 16 : 12;
    }

    /// A member that is read once.
    private static final class Unpacked implements AutoCloseable {
        private final Entry entry;
        private final InputStream packed;
        private final Inflater inflater = new Inflater(true);
        private final CheckedInputStream content;

        Unpacked(FileTree.Regular archive, Entry entry, long data) throws IOException {
            this.entry = entry;
            packed = Section.of(archive, data, entry.packed());
            boolean stored = entry.method() == STORED;
            InputStream plain = stored ? packed : new InflaterInputStream(packed, inflater, BUFFER);
            content = new CheckedInputStream(plain, new CRC32());
        }

        /// Once all is read.
        void check() throws ZipException {
            boolean stored = entry.method() == STORED;
            long taken = stored ? entry.packed() : inflater.getBytesRead();
            long given = stored ? entry.packed() : inflater.getBytesWritten();
            if ((int) content.getChecksum().getValue() != entry.crc()
                    || taken != entry.packed()
                    || (int) given != entry.size()) {
                throw new ZipException("a zip archive contradicts itself");
            }
        }

        @Override
        public void close() throws IOException {
            inflater.end();
            packed.close();
        }
    }
}
