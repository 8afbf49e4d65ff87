package dev.firn.nix.piece;

import java.util.ArrayList;
import java.util.List;

/// Cuts back pieces in compiled code that run over into the constant next to theirs.
///
/// A compiler keeps the parts of a path that it copies as constants of 16 bytes or more, side by
/// side and each at a multiple of its size. Where the next one happens to begin, or the one before
/// to end, with the path's next character, the piece found is too long; rewriting that character
/// would break the other constant. Its own constant has it as well, so it is there elsewhere.
public final class Constants {

    private static final int SIZE = 16;

    /// So many bytes in a row that match by chance are believed.
    private static final int CHANCE = 3;

    /// Longer pieces are not operands of instructions, which lie anywhere.
    private static final int LONGEST_OPERAND = 8;

    private Constants() {}

    /// The pieces as they should be rewritten.
    ///
    /// @param pieces of one file, by offset
    /// @param starts where in the file object files begin, ascending
    public static List<Piece> trim(List<Piece> pieces, List<Long> starts) {
        List<Piece> trimmed = new ArrayList<>(pieces.size());
        int object = -1;
        for (Piece piece : pieces) {
            while (object + 1 < starts.size() && starts.get(object + 1) <= piece.offset()) {
                object++;
            }
            boolean cut = !piece.whole() && !piece.wide();
            boolean constant = cut && piece.length() > LONGEST_OPERAND + CHANCE - 1;
            trimmed.add(constant && object >= 0 ? trim(piece, pieces, starts.get(object)) : piece);
        }
        return trimmed;
    }

    private static Piece trim(Piece piece, List<Piece> all, long start) {
        long place = piece.offset() - start;
        int before = (int) (-place & (SIZE - 1));
        int after = (int) (place + piece.length() & (SIZE - 1));
        int from = piece.from();
        int to = piece.to();
        if (before <= CHANCE && isElsewhere(from, from + before, piece, all)) {
            from += before;
        }
        if (after <= CHANCE && isElsewhere(to - after, to, piece, all)) {
            to -= after;
        }
        return new Piece(piece.offset() + from - piece.from(), piece.path(), from, to, false);
    }

    private static boolean isElsewhere(int from, int to, Piece piece, List<Piece> all) {
        for (Piece other : all) {
            boolean is = other.from() <= from && to <= other.to();
            if (is && other.path().equals(piece.path()) && !other.equals(piece)) {
                return true;
            }
        }
        return false;
    }
}
