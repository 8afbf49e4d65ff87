package dev.firn.nix.packed;

import dev.firn.nix.nar.FileTree;
import dev.firn.nix.piece.Patch;
import dev.firn.nix.piece.PatchedStream;
import dev.firn.nix.piece.Piece;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/// A file in a zip archive.
///
/// @param name bytes
/// @param data where its bytes are in the archive
/// @param packedSize how many those are
/// @param stored whether they are its content as it is
/// @param checksums where the CRC of its content stands, in the header before it and in the
///     directory at the end; empty if there is one more that has no fixed place
public record ZipMember(
        String name, long data, long packedSize, boolean stored, List<Long> checksums) {

    public ZipMember {
        checksums = List.copyOf(checksums);
    }

    public boolean holds(Piece piece) {
        return piece.offset() >= data && piece.offset() < data + packedSize;
    }

    /// The patches that make its checksums those of its content after `patches`.
    public List<Patch> checksumPatches(FileTree.Regular archive, List<Patch> patches)
            throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = new PatchedStream(archive.open(), patches)) {
            in.skipNBytes(data);
            byte[] buffer = new byte[1 << 16];
            for (long left = packedSize; left > 0; ) {
                int n = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
                crc.update(buffer, 0, n);
                left = n == 0 ? 0 : left - n;
            }
        }
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            bytes.append((char) ((crc.getValue() >>> (8 * i)) & 0xff));
        }
        List<Patch> fixes = new ArrayList<>();
        for (long place : checksums) {
            fixes.add(new Patch(place, bytes.toString()));
        }
        return fixes;
    }
}
