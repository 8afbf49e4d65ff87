package dev.firn.nix.relocate;

import dev.firn.nix.nar.FileTree;
import dev.firn.nix.packed.ZipMember;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.piece.Patch;
import dev.firn.nix.piece.PatchedStream;
import dev.firn.nix.piece.Piece;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is to be rewritten in one file.
///
/// @param pieces in the file's own bytes
/// @param gzip if the file is packed and its content has pieces; then those in its own bytes count
///     only up to the end of the header
/// @param stored members of a zip archive whose checksums change
record FileFindings(List<Piece> pieces, Optional<Gzipped> gzip, List<ZipMember> stored) {

    static final FileFindings NONE = new FileFindings(List.of(), Optional.empty(), List.of());

    FileFindings {
        pieces = List.copyOf(pieces);
        stored = List.copyOf(stored);
    }

    boolean isEmpty() {
        return pieces.isEmpty() && gzip.isEmpty();
    }

    /// Every piece, packed or not.
    List<Piece> allPieces() {
        if (gzip.isEmpty()) {
            return pieces;
        }
        List<Piece> all = new ArrayList<>(pieces);
        all.addAll(gzip.get().inside().sure());
        return all;
    }

    /// The file as it has to be after the move.
    FileTree.Regular rewritten(FileTree.Regular file, Map<StorePath, StorePath> moves)
            throws IOException {
        return gzip.isPresent() ? new Repacked(file, this, moves) : patched(file, moves);
    }

    private FileTree.Regular patched(FileTree.Regular file, Map<StorePath, StorePath> moves)
            throws IOException {
        List<Patch> plain = Patch.of(pieces, moves);
        List<Patch> patches = new ArrayList<>(plain);
        for (ZipMember member : stored) {
            patches.addAll(member.checksumPatches(file, plain));
        }
        patches.sort(Comparator.comparingLong(Patch::offset));
        return new Patched(file, patches);
    }

    private record Patched(FileTree.Regular original, List<Patch> patches)
            implements FileTree.Regular {
        @Override
        public long size() throws IOException {
            return original.size();
        }

        @Override
        public boolean executable() throws IOException {
            return original.executable();
        }

        @Override
        public InputStream open() throws IOException {
            return new PatchedStream(original.open(), patches);
        }
    }

    /// Packs anew each time it is read: its size is known only after that, and it may be big.
    private record Repacked(
            FileTree.Regular original, FileFindings findings, Map<StorePath, StorePath> moves)
            implements FileTree.Regular {
        @Override
        public long size() throws IOException {
            try (InputStream in = open()) {
                return in.transferTo(OutputStream.nullOutputStream());
            }
        }

        @Override
        public boolean executable() throws IOException {
            return original.executable();
        }

        @Override
        public InputStream open() throws IOException {
            return findings.gzip.orElseThrow().rewritten(original.open(), findings.pieces, moves);
        }
    }
}
