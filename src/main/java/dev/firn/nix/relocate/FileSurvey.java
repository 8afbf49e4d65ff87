package dev.firn.nix.relocate;

import dev.firn.nix.nar.FileTree;
import dev.firn.nix.packed.GzipHeader;
import dev.firn.nix.packed.LimitedStream;
import dev.firn.nix.packed.ZipIndex;
import dev.firn.nix.packed.ZipMember;
import dev.firn.nix.piece.Constants;
import dev.firn.nix.piece.Piece;
import dev.firn.nix.piece.PieceScan;
import dev.firn.nix.piece.Pieces;
import dev.firn.nix.piece.ScratchPaths;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/// Looks for pieces in one file, and into it if it is packed.
final class FileSurvey {

    private static final byte[][] SEALED = {
        {(byte) 0xfd, '7', 'z', 'X', 'Z', 0},
        {'B', 'Z', 'h'},
        {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd}
    };

    private final ScratchPaths paths;
    private final FileTree.Regular file;
    private final Notes notes;

    /// What there is to say about the file beside the findings.
    interface Notes {
        void stale(long offset, String why);

        /// The file is packed in a way that firn cannot look into.
        void sealed();
    }

    FileSurvey(ScratchPaths paths, FileTree.Regular file, Notes notes) {
        this.paths = paths;
        this.file = file;
        this.notes = notes;
    }

    FileFindings findings() throws IOException {
        PieceScan scan = new PieceScan(paths, file.size());
        Pieces plain;
        try (InputStream in = file.open()) {
            plain = scan.all(in);
        }
        byte[] head = scan.head();
        if (GzipHeader.isMagic(head)) {
            return gzip(plain);
        }
        if (ZipIndex.isMagic(head)) {
            return zip(plain);
        }
        if (plain.sure().isEmpty() && isSealed(head)) {
            notes.sealed();
        }
        for (long start : ObjectFiles.starts(file, head)) {
            Arm64Code.first(file, start, paths)
                    .ifPresent(at -> notes.stale(at, "in instructions of AArch64"));
        }
        if (plain.isEmpty()) {
            return FileFindings.NONE;
        }
        List<Long> starts = ObjectFiles.starts(file, head);
        List<Piece> sure =
                hasCut(plain.sure()) ? Constants.trim(plain.sure(), starts) : plain.sure();
        return plain(new Pieces(sure, plain.unclear()), starts);
    }

    private static boolean isSealed(byte[] head) {
        for (byte[] magic : SEALED) {
            if (Arrays.equals(magic, Arrays.copyOf(head, magic.length))) {
                return true;
            }
        }
        return false;
    }

    /// @param members where members of an archive begin, if it is one
    private FileFindings plain(Pieces plain, List<Long> members) throws IOException {
        unclear(plain);
        List<Piece> rewritable = new ArrayList<>(plain.sure());
        rewritable.removeAll(covered(plain.sure(), file::open, members));
        rewritable.removeAll(behind(rewritable));
        if (!rewritable.isEmpty()) {
            try (InputStream in = file.open()) {
                tar(in, new Pieces(rewritable, List.of()));
            }
        }
        return new FileFindings(rewritable, Optional.empty(), List.of());
    }

    /// Names the first piece of those that a checksum covers.
    private List<Piece> covered(List<Piece> pieces, Checksummed.Content content, List<Long> members)
            throws IOException {
        List<Checksummed.Covered> covered = Checksummed.among(pieces, content, members);
        if (!covered.isEmpty()) {
            Checksummed.Covered first = covered.getFirst();
            notes.stale(first.piece().offset(), first.where() + ", which has a checksum");
        }
        return covered.stream().map(Checksummed.Covered::piece).toList();
    }

    /// A zip archive is read from its end: there may be anything before it, such as a program that
    /// unpacks it.
    private List<Piece> behind(List<Piece> pieces) throws IOException {
        OptionalLong start = pieces.isEmpty() ? OptionalLong.empty() : ZipIndex.start(file);
        if (start.isEmpty()) {
            return List.of();
        }
        List<Piece> behind =
                pieces.stream().filter(piece -> piece.offset() >= start.getAsLong()).toList();
        if (!behind.isEmpty()) {
            notes.stale(
                    behind.getFirst().offset(),
                    "in a zip archive that does not begin the file, which has checksums");
        }
        return behind;
    }

    private static boolean hasCut(List<Piece> pieces) {
        for (Piece piece : pieces) {
            if (!piece.whole()) {
                return true;
            }
        }
        return false;
    }

    /// Names what cannot be decided: pieces of one path or the other, and characters that would
    /// belong to two pieces.
    private void unclear(Pieces pieces) {
        long end = 0;
        for (Piece piece : pieces.sure()) {
            if (piece.hashOffset() < end) {
                notes.stale(piece.offset(), "a piece that runs into another one");
            }
            end = piece.hashOffset() + (long) piece.hashCharacters() * piece.stride();
        }
        for (Piece piece : pieces.unclear()) {
            notes.stale(piece.offset(), "a piece that could be of more than one output's path");
        }
    }

    private void tar(InputStream content, Pieces pieces) throws IOException {
        OptionalLong offset = TarHeaders.first(content, pieces.sure());
        if (offset.isPresent()) {
            notes.stale(offset.getAsLong(), "in a header of a tar archive, which has a checksum");
        }
    }

    private FileFindings gzip(Pieces plain) throws IOException {
        Gzipped gzip;
        try (InputStream in = file.open()) {
            gzip = Gzipped.survey(in, paths);
        } catch (ZipException | EOFException e) {
            return plain(plain, List.of());
        }
        List<Piece> inHeader = new ArrayList<>();
        for (Piece piece : plain.sure()) {
            if (piece.offset() >= gzip.header().length()) {
                continue;
            }
            if (gzip.header().hasChecksum()) {
                notes.stale(piece.offset(), "in a gzip header that has a checksum");
            } else {
                inHeader.add(piece);
            }
        }
        unclear(gzip.inside());
        if (!gzip.inside().sure().isEmpty()) {
            try (InputStream in = new GZIPInputStream(file.open())) {
                tar(in, gzip.inside());
            }
        }
        if (!gzip.single() && !gzip.inside().sure().isEmpty()) {
            long offset = gzip.inside().sure().getFirst().offset();
            notes.stale(offset, "in a gzip file of several parts");
        }
        List<Piece> inside = gzip.inside().sure();
        boolean covered =
                !covered(inside, () -> new GZIPInputStream(file.open()), List.of()).isEmpty();
        if (isPackedInside()) {
            notes.sealed();
        }
        boolean pack = gzip.single() && !inside.isEmpty() && !covered;
        return new FileFindings(inHeader, pack ? Optional.of(gzip) : Optional.empty(), List.of());
    }

    /// Such as a gzip file in a gzip file, into which nobody looks.
    private boolean isPackedInside() throws IOException {
        try (InputStream in = new GZIPInputStream(file.open())) {
            byte[] head = in.readNBytes(Checksummed.HEAD);
            return GzipHeader.isMagic(head) || ZipIndex.isMagic(head) || isSealed(head);
        }
    }

    private FileFindings zip(Pieces plain) throws IOException {
        List<ZipMember> members;
        try {
            members = ZipIndex.read(file);
        } catch (ZipException | EOFException e) {
            return plain(plain, List.of());
        }
        unclear(plain);
        List<Piece> rest = new ArrayList<>(plain.sure());
        List<Piece> kept = new ArrayList<>();
        List<ZipMember> stored = new ArrayList<>();
        for (ZipMember member : members) {
            List<Piece> inside = new ArrayList<>();
            for (Piece piece : rest) {
                if (member.holds(piece)) {
                    inside.add(piece);
                }
            }
            rest.removeAll(inside);
            if (!member.stored()) {
                deflated(member);
            } else if (!inside.isEmpty() && rewritable(member, inside.getFirst().offset())) {
                kept.addAll(inside);
                stored.add(member);
            }
        }
        kept.addAll(rest);
        kept.sort(Comparator.comparingLong(Piece::offset));
        return new FileFindings(kept, Optional.empty(), stored);
    }

    private void deflated(ZipMember member) throws IOException {
        Inflater inflater = new Inflater(true);
        try (InputStream in = file.open()) {
            in.skipNBytes(member.data());
            InputStream packed = new LimitedStream(in, member.packedSize());
            Pieces pieces = PieceScan.of(new InflaterInputStream(packed, inflater), paths);
            if (!pieces.isEmpty()) {
                notes.stale(member.data(), "in the packed archive member " + member.name());
            }
        } catch (ZipException | EOFException e) {
            notes.sealed();
        } finally {
            inflater.end();
        }
    }

    private boolean rewritable(ZipMember member, long offset) throws IOException {
        if (member.checksums().isEmpty()) {
            notes.stale(
                    offset,
                    "in the archive member " + member.name() + ", whose checksum follows it");
            return false;
        }
        try (InputStream in = file.open()) {
            in.skipNBytes(member.data());
            byte[] head = in.readNBytes((int) Math.min(Checksummed.HEAD, member.packedSize()));
            if (Checksummed.isPacked(head)) {
                notes.stale(offset, "in packed data in the archive member " + member.name());
                return false;
            }
        }
        return true;
    }
}
