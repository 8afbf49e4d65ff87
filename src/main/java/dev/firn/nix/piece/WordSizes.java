package dev.firn.nix.piece;

import java.util.ArrayList;
import java.util.List;

/// Cuts back pieces that are longer than what was really cut out of the path.
///
/// Compilers cut a path into words. The byte beside a word, an opcode for example, may by chance
/// be the path's next character; then the piece found is a byte longer than the word, and rewriting
/// that byte would break the code. Such a piece is next to one that goes on from it and has the
/// same character, and cutting that character off leaves a word.
final class WordSizes {

    /// So many bytes in a row that match by chance are believed.
    private static final int CHANCE = 3;

    /// How far apart in a file words of the same path may be.
    private static final int REACH = 64;

    private WordSizes() {}

    /// The pieces as they should be rewritten.
    ///
    /// @param pieces of one file, by offset
    static List<Piece> trim(List<Piece> pieces) {
        List<Piece> trimmed = new ArrayList<>(pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            trimmed.add(isInside(piece) ? trim(piece, pieces, i) : piece);
        }
        return trimmed;
    }

    private static Piece trim(Piece piece, List<Piece> pieces, int i) {
        int surplus = piece.length() - Integer.highestOneBit(piece.length());
        if (surplus == 0 || surplus > CHANCE) {
            return piece;
        }
        int from = piece.from();
        int to = piece.to();
        for (; surplus > 0; surplus--) {
            if (hasNeighbourWith(to - 1, true, piece, pieces, i)) {
                to--;
            } else if (hasNeighbourWith(from, false, piece, pieces, i)) {
                from++;
            } else {
                return piece;
            }
        }
        return new Piece(
                piece.offset() + from - piece.from(), piece.path(), from, to, piece.wide());
    }

    /// Where the path itself begins or ends, the word may go on with other text.
    private static boolean isInside(Piece piece) {
        boolean cut = !piece.whole() && !piece.wide();
        return cut && piece.from() > 0 && piece.to() < piece.path().toString().length();
    }

    /// @param after whether the neighbour has to go on after the piece, or else before it
    private static boolean hasNeighbourWith(
            int index, boolean after, Piece piece, List<Piece> all, int i) {
        for (int step = -1; step <= 1; step += 2) {
            for (int k = i + step; k >= 0 && k < all.size(); k += step) {
                Piece other = all.get(k);
                if (Math.abs(other.offset() - piece.offset()) > REACH) {
                    break;
                }
                boolean goesOn =
                        after
                                ? other.from() > piece.from() && other.to() > piece.to()
                                : other.from() < piece.from() && other.to() < piece.to();
                if (goesOn
                        && other.path().equals(piece.path())
                        && other.from() <= index
                        && index < other.to()) {
                    return true;
                }
            }
        }
        return false;
    }
}
