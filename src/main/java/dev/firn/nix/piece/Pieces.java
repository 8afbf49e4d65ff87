package dev.firn.nix.piece;

import java.util.List;

/// The pieces of scratch paths in some bytes.
///
/// @param sure those that are to be rewritten, by offset
/// @param unclear those that could be of more than one of the paths
public record Pieces(List<Piece> sure, List<Piece> unclear) {

    static final Pieces NONE = new Pieces(List.of(), List.of());

    public Pieces {
        sure = List.copyOf(sure);
        unclear = List.copyOf(unclear);
    }

    public boolean isEmpty() {
        return sure.isEmpty() && unclear.isEmpty();
    }
}
