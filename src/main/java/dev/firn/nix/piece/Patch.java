package dev.firn.nix.piece;

import dev.firn.nix.path.StorePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// New bytes for a place in a file.
///
/// @param bytes one per char
public record Patch(long offset, String bytes) {

    /// Offset of the first byte after it.
    public long end() {
        return offset + bytes.length();
    }

    /// What turns these pieces into pieces of the paths that they move to. A path that is not
    /// among those stays.
    public static List<Patch> of(List<Piece> pieces, Map<StorePath, StorePath> moves) {
        List<Patch> patches = new ArrayList<>(pieces.size());
        for (Piece piece : pieces) {
            StorePath target = moves.get(piece.path());
            if (target != null) {
                patches.add(new Patch(piece.hashOffset(), bytes(piece, target)));
            }
        }
        return patches;
    }

    /// A name or a link target with its pieces rewritten.
    public static String apply(String text, List<Piece> pieces, Map<StorePath, StorePath> moves) {
        StringBuilder patched = new StringBuilder(text);
        for (Patch patch : of(pieces, moves)) {
            patched.replace((int) patch.offset, (int) patch.end(), patch.bytes);
        }
        return patched.toString();
    }

    private static String bytes(Piece piece, StorePath target) {
        String text = target.hash().substring(piece.hashFrom(), piece.hashTo());
        if (!piece.wide()) {
            return text;
        }
        StringBuilder wide = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            wide.append(text.charAt(i)).append('\0');
        }
        return wide.toString();
    }
}
