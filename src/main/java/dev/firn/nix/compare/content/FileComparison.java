package dev.firn.nix.compare.content;

import dev.firn.nix.compare.archive.Archive;
import dev.firn.nix.compare.content.Likeness.Alike;
import dev.firn.nix.compare.content.Likeness.Unlike;
import dev.firn.nix.compare.stream.PathSwap;
import dev.firn.nix.compare.stream.StreamComparison;
import dev.firn.nix.compare.stream.StreamComparison.Mask;
import dev.firn.nix.compare.stream.StreamComparison.Outcome;
import dev.firn.nix.compare.unpack.Compression;
import dev.firn.nix.compare.unpack.Damaged;
import dev.firn.nix.compare.unpack.Packed;
import dev.firn.nix.compare.unpack.Room;
import dev.firn.nix.compare.unpack.TooLarge;
import dev.firn.nix.nar.FileTree;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/// Compares the content of two files, and looks for the cause when they differ: as bytes, then by
/// what their formats make of them, in which there may be files again.
///
/// @param depth how many formats they are in already
public record FileComparison(PathSwap swap, Room room, int depth) {

    private static final int DEEPEST = 8;

    /// @param room for this pair of files
    public static Likeness of(
            PathSwap swap, Room room, FileTree.Regular ours, FileTree.Regular theirs)
            throws IOException {
        return new FileComparison(swap, room, 0).of(ours, theirs);
    }

    Likeness of(FileTree.Regular ours, FileTree.Regular theirs) throws IOException {
        Outcome plain = streams(ours, theirs, List.of());
        if (plain.explained()) {
            return Alike.of(plain);
        }
        Spot spot = Spot.of(plain, ours, theirs);
        if (depth == DEEPEST) {
            return new Unlike(spot);
        }
        try {
            return inside(plain, ours, theirs).orElse(new Unlike(spot));
        } catch (TooLarge e) {
            return new Unlike(spot.as(Spot.Kind.TOO_LARGE));
        } catch (Damaged | ZipException | EOFException e) {
            return new Unlike(spot); // what cannot be read proves nothing
        }
    }

    /// For what is in these files.
    FileComparison deeper() {
        return new FileComparison(swap, room, depth + 1);
    }

    /// Empty if there is nothing to look into, or both are not of the same format.
    private Optional<Likeness> inside(Outcome plain, FileTree.Regular ours, FileTree.Regular theirs)
            throws IOException {
        byte[] our = head(ours);
        byte[] their = head(theirs);
        if (ElfFile.isMagic(our) && ElfFile.isMagic(their)) {
            return new ProgramComparison(this, ours, theirs).find();
        }
        Optional<Compression> compression = Compression.of(our);
        if (compression.isPresent() && compression.equals(Compression.of(their))) {
            return Optional.of(packed(compression.get(), ours, theirs));
        }
        if (ZipDirectory.isMagic(our) && ZipDirectory.isMagic(their)) {
            return new ZipComparison(this, ours, theirs).find();
        }
        Optional<Archive.Kind> kind = Archive.Kind.of(our);
        if (kind.isPresent() && kind.equals(Archive.Kind.of(their))) {
            return Optional.of(new ArchiveComparison(this, kind.get(), ours, theirs).find(plain));
        }
        return Optional.empty();
    }

    /// Gzip files may be of several members, each packed by itself.
    private Likeness packed(Compression compression, FileTree.Regular ours, FileTree.Regular theirs)
            throws IOException {
        if (compression == Compression.GZIP && new GzipComparison(this, ours, theirs).same()) {
            return Alike.of(Cause.Packing.GZIP);
        }
        return packed(new Packed(compression, ours), new Packed(compression, theirs));
    }

    Likeness packed(Packed ours, Packed theirs) throws IOException {
        return new PackedComparison(this, ours, theirs).find();
    }

    Outcome streams(FileTree.Regular ours, FileTree.Regular theirs, List<Mask> masks)
            throws IOException {
        try (InputStream a = ours.open();
                InputStream b = theirs.open()) {
            return StreamComparison.of(swap, a, b, masks);
        }
    }

    private static byte[] head(FileTree.Regular file) throws IOException {
        try (InputStream in = file.open()) {
            return in.readNBytes(Archive.Kind.HEAD);
        }
    }
}
