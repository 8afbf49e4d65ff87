package dev.firn.nix.relocate;

import dev.firn.nix.path.StorePath;
import dev.firn.nix.piece.Patch;
import dev.firn.nix.piece.Piece;
import java.util.List;
import java.util.Map;

/// A file name or a link target with pieces of scratch paths in it.
///
/// @param text bytes
record TextFindings(String text, List<Piece> pieces) {

    TextFindings {
        pieces = List.copyOf(pieces);
    }

    String moved(Map<StorePath, StorePath> moves) {
        return Patch.apply(text, pieces, moves);
    }
}
