package dev.firn.nix.relocate;

import dev.firn.nix.piece.Piece;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

/// Tells the headers of a tar archive from its contents. A header has a checksum over itself, so a
/// path in it cannot be rewritten like one in a file.
final class TarHeaders {

    private static final int BLOCK = 512;
    private static final int MAGIC_AT = 257;
    private static final byte[] MAGIC = "ustar".getBytes(StandardCharsets.US_ASCII);

    private TarHeaders() {}

    /// The first piece that lies in a header, if the content is a tar archive at all. A block of
    /// content that looks like a header counts as one.
    ///
    /// @param content is read from its start and not closed
    /// @param pieces by offset
    static OptionalLong first(InputStream content, List<Piece> pieces) throws IOException {
        if (pieces.isEmpty() || !isHeader(content.readNBytes(BLOCK))) {
            return OptionalLong.empty();
        }
        long at = BLOCK;
        boolean header = true;
        for (Piece piece : pieces) {
            long block = piece.offset() / BLOCK;
            if (block >= at / BLOCK) {
                content.skipNBytes(block * BLOCK - at);
                header = isHeader(content.readNBytes(BLOCK));
                at = (block + 1) * BLOCK;
            }
            if (header) {
                return OptionalLong.of(piece.offset());
            }
        }
        return OptionalLong.empty();
    }

    private static boolean isHeader(byte[] block) {
        if (block.length < BLOCK) {
            return false;
        }
        for (int i = 0; i < MAGIC.length; i++) {
            if (block[MAGIC_AT + i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }
}
