package dev.firn.nix.piece;

import dev.firn.nix.path.StorePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Decides which of the pieces found in one file are pieces, and which only look like some.
///
/// Four characters of a hash turn up by chance in every few ten thousand characters of encoded
/// data, so length alone does not do:
/// - eight characters of the hash, or four within eight of the path, are a piece;
/// - less is one only if the pieces in this file have all 32 characters of the hash between them,
///   for a program that cuts a path up must be able to put it together again;
/// - and what is shorter than eight bytes must also continue another piece that is close to it, as
///   the operands of one instruction after the other do.
final class PieceJudge {

    private static final int LONG = 8;
    /// So many characters of a hash in a row are never there by chance.
    static final int SURE_HASH = 8;

    private static final int LIKELY_HASH = 4;

    /// How far apart in the file two pieces may be that continue each other.
    private static final int REACH = 64;

    private final Deque<Candidate> recent = new ArrayDeque<>();
    private final List<Candidate> kept = new ArrayList<>();

    /// @param tie whether it could as well be a piece of another path
    void found(Piece piece, boolean tie) {
        retire(piece.offset() - REACH);
        Candidate candidate = new Candidate(piece, tie);
        for (Candidate other : recent) {
            if (continues(other.piece, piece) || continues(piece, other.piece)) {
                other.linked = true;
                candidate.linked = true;
            }
        }
        recent.add(candidate);
    }

    /// The decision, once the whole file has been seen.
    Pieces verdict() {
        retire(Long.MAX_VALUE);
        Map<StorePath, Integer> covered = new HashMap<>();
        for (Candidate candidate : kept) {
            covered.merge(candidate.piece.path(), bits(candidate.piece), (a, b) -> a | b);
        }
        List<Piece> sure = new ArrayList<>();
        List<Piece> unclear = new ArrayList<>();
        for (Candidate candidate : kept) {
            Piece piece = candidate.piece;
            if (likely(piece) || covered.getOrDefault(piece.path(), 0) == -1) {
                (candidate.tie ? unclear : sure).add(piece);
            }
        }
        return sure.isEmpty() && unclear.isEmpty()
                ? Pieces.NONE
                : new Pieces(WordSizes.trim(sure), unclear);
    }

    private void retire(long before) {
        Candidate first = recent.peek();
        while (first != null && first.piece.offset() < before) {
            if (first.linked || first.piece.length() >= LONG) {
                kept.add(first);
            }
            recent.remove();
            first = recent.peek();
        }
    }

    private static boolean likely(Piece piece) {
        int hash = piece.hashCharacters();
        return hash >= SURE_HASH || (hash >= LIKELY_HASH && piece.length() >= LONG);
    }

    /// Whether `b` goes on in the path where `a` ends, or before that.
    private static boolean continues(Piece a, Piece b) {
        return a.path().equals(b.path())
                && a.from() < b.from()
                && b.from() <= a.to()
                && a.to() < b.to();
    }

    /// One bit for each character of the hash part; all of them make -1.
    private static int bits(Piece piece) {
        int upTo = piece.hashTo() == 32 ? -1 : (1 << piece.hashTo()) - 1;
        return upTo & -(1 << piece.hashFrom());
    }

    private static final class Candidate {
        final Piece piece;
        final boolean tie;
        boolean linked;

        Candidate(Piece piece, boolean tie) {
            this.piece = piece;
            this.tie = tie;
        }
    }
}
