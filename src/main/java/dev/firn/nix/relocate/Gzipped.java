package dev.firn.nix.relocate;

import dev.firn.nix.packed.GzipHeader;
import dev.firn.nix.packed.GzipMember;
import dev.firn.nix.packed.GzipPacking;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.piece.Patch;
import dev.firn.nix.piece.PatchedStream;
import dev.firn.nix.piece.Piece;
import dev.firn.nix.piece.PieceScan;
import dev.firn.nix.piece.Pieces;
import dev.firn.nix.piece.ScratchPaths;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/// A gzip file with pieces of scratch paths in its unpacked content.
///
/// @param single whether it is one member with nothing after it, which can be packed anew
record Gzipped(GzipHeader header, Pieces inside, boolean single) {

    /// What the unpacked content holds.
    ///
    /// @throws ZipException when this is no gzip file after all, or a damaged one
    static Gzipped survey(InputStream file, ScratchPaths paths) throws IOException {
        PushbackInputStream in = new PushbackInputStream(file, GzipMember.BUFFER);
        GzipHeader first = GzipHeader.read(in);
        Pieces inside = member(in, paths);
        boolean single = true;
        while (inside.isEmpty()) {
            byte[] head = in.readNBytes(4);
            if (!GzipHeader.isMagic(head)) {
                break;
            }
            in.unread(head);
            GzipHeader.read(in);
            inside = member(in, paths);
            single = false;
        }
        return new Gzipped(first, inside, single && in.read() < 0);
    }

    /// The file with its content rewritten and packed again, header and level as before.
    InputStream rewritten(InputStream file, List<Piece> outside, Map<StorePath, StorePath> moves)
            throws IOException {
        InputStream in = new BufferedInputStream(file, GzipMember.BUFFER);
        GzipHeader.read(in);
        InputStream unpacked = new InflaterInputStream(in, new Inflater(true), GzipMember.BUFFER);
        InputStream patched = new PatchedStream(unpacked, Patch.of(inside.sure(), moves));
        List<Piece> inHeader = new ArrayList<>();
        for (Piece piece : outside) {
            if (piece.offset() < header.length()) {
                inHeader.add(piece);
            }
        }
        String head = Patch.apply(header.bytes(), inHeader, moves);
        return new GzipPacking(head.getBytes(StandardCharsets.ISO_8859_1), header.level(), patched);
    }

    private static Pieces member(PushbackInputStream in, ScratchPaths paths) throws IOException {
        try (GzipMember content = new GzipMember(in)) {
            Pieces pieces = PieceScan.of(content, paths);
            content.finish();
            return pieces;
        }
    }
}
