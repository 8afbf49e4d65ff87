package dev.firn.nix.piece;

import dev.firn.nix.path.StorePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Goes through a stream once and finds every maximal piece of the scratch paths in it.
///
/// Whether a short piece is one or only looks like one is for [PieceJudge] to say.
public final class PieceScan {

    /// More than the longest path, and than a whole hash in UTF-16.
    private static final int CONTEXT = 512;

    private static final int BUFFER = 1 << 18;
    private static final int HEAD = 20;
    private static final boolean[] DIGIT = new boolean[256];

    static {
        for (char c : "0123456789abcdfghijklmnpqrsvwxyz".toCharArray()) {
            DIGIT[c] = true;
        }
    }

    private final ScratchPaths paths;
    private final PieceJudge judge = new PieceJudge();
    private final byte[] buffer;
    private long base;
    private int filled;
    private int at;
    private byte[] head = {};

    /// @param expected how long the stream probably is
    public PieceScan(ScratchPaths paths, long expected) {
        this.paths = paths;
        this.buffer = new byte[(int) Math.min(BUFFER, Math.max(expected, 1) + 3 * CONTEXT)];
    }

    /// The pieces in the stream. Reads it to its end, does not close it.
    public static Pieces of(InputStream content, ScratchPaths paths) throws IOException {
        return new PieceScan(paths, BUFFER).all(content);
    }

    /// The pieces in the stream, once. Reads it to its end, does not close it.
    public Pieces all(InputStream content) throws IOException {
        boolean more = fill(content);
        head = Arrays.copyOf(buffer, Math.min(HEAD, filled));
        search(filled - (more ? CONTEXT : ScratchPaths.WINDOW));
        while (more) {
            forget();
            more = fill(content);
            search(filled - (more ? CONTEXT : ScratchPaths.WINDOW));
        }
        return judge.verdict();
    }

    /// The first bytes of the stream, enough to tell what kind of file it is.
    public byte[] head() {
        return head;
    }

    /// @return whether there may be more
    private boolean fill(InputStream content) throws IOException {
        filled += content.readNBytes(buffer, filled, buffer.length - filled);
        return filled == buffer.length;
    }

    private void forget() {
        int gone = Math.max(0, Math.min(at, filled) - CONTEXT);
        System.arraycopy(buffer, gone, buffer, 0, filled - gone);
        base += gone;
        filled -= gone;
        at -= gone;
    }

    /// @param last where the last window may start
    private void search(int last) {
        int tail = ScratchPaths.STEP - 1;
        int pair = paths.nextPair(buffer, at + tail, last + tail);
        while (pair <= last + tail) {
            int window = pair - tail;
            while (window <= Math.min(pair, last)) {
                window = take(window);
            }
            pair = paths.nextPair(buffer, window + tail, last + tail);
        }
        at = pair - tail;
    }

    /// Takes the longest piece around the window at `i`, if that is one, and says where to go on.
    private int take(int i) {
        Piece best = null;
        boolean tie = false;
        for (int slot = paths.slot(buffer, i); slot >= 0; slot = paths.slotAfter(slot)) {
            Piece piece = around(i, paths.owner(slot), paths.index(slot));
            if (piece == null || (best != null && piece.length() < best.length())) {
                continue;
            }
            tie = best != null && piece.length() == best.length();
            best = piece;
        }
        if (best == null) {
            return i + 1;
        }
        if (!insideOtherPath(best)) {
            judge.found(best, tie);
        }
        int end = (int) (best.offset() - base) + best.length() * best.stride();
        return Math.max(i + 1, end - ScratchPaths.WINDOW + 1);
    }

    private @Nullable Piece around(int i, int owner, int index) {
        byte[] text = paths.text(owner);
        StorePath path = paths.paths().get(owner);
        if (index == ScratchPaths.WIDE) {
            return isWide(text, i)
                    ? new Piece(base + i, path, Piece.HASH_FROM, Piece.HASH_TO, true)
                    : null;
        }
        int back = 0;
        while (back < i && back < index && buffer[i - back - 1] == text[index - back - 1]) {
            back++;
        }
        int length = ScratchPaths.WINDOW;
        while (i + length < filled
                && index + length < text.length
                && buffer[i + length] == text[index + length]) {
            length++;
        }
        return new Piece(base + i - back, path, index - back, index + length, false);
    }

    private boolean isWide(byte[] text, int i) {
        if (i + 2 * StorePath.HASH_LENGTH > filled) {
            return false;
        }
        for (int k = 0; k < StorePath.HASH_LENGTH; k++) {
            if (buffer[i + 2 * k] != text[Piece.HASH_FROM + k] || buffer[i + 2 * k + 1] != 0) {
                return false;
            }
        }
        return true;
    }

    /// Whether what looks like a cut piece is the beginning or the end of another store path, one
    /// that happens to share some characters: then a whole hash part stands where it would be, and
    /// not one that is made up of other pieces.
    private boolean insideOtherPath(Piece piece) {
        if (piece.hashCharacters() >= PieceJudge.SURE_HASH) {
            return false;
        }
        int start = (int) (piece.offset() - base);
        int hash = start + Piece.HASH_FROM - piece.from();
        int end = hash + StorePath.HASH_LENGTH;
        if (hash < 0 || end > filled || isDigit(hash - 1) || isDigit(end)) {
            return false;
        }
        for (int i = hash; i < end; i++) {
            if (!isDigit(i)) {
                return false;
            }
        }
        return !hasSurePiece(hash, start) && !hasSurePiece(start + piece.length(), end);
    }

    private boolean hasSurePiece(int from, int to) {
        for (int i = from; i + ScratchPaths.WINDOW <= to; i++) {
            for (int slot = paths.slot(buffer, i); slot >= 0; slot = paths.slotAfter(slot)) {
                Piece piece = around(i, paths.owner(slot), paths.index(slot));
                if (piece != null && piece.hashCharacters() >= PieceJudge.SURE_HASH) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isDigit(int at) {
        return at >= 0 && at < filled && DIGIT[buffer[at] & 0xff];
    }
}
