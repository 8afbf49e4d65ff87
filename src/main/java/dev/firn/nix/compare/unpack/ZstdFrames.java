package dev.firn.nix.compare.unpack;

import dev.firn.nix.nar.FileTree;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// The frames of a zstd file (RFC 8878), by their headers. Frames that are to be skipped may hold
/// anything, and make a file one that cannot be read.
final class ZstdFrames {

    private static final int MAGIC = 0xfd2fb528;
    private static final int BLOCK_HEADER = 3;
    private static final int RUN = 1;

    private final InputStream in;
    private final StringBuilder settings = new StringBuilder();

    private ZstdFrames(InputStream in) {
        this.in = in;
    }

    static String settings(FileTree.Regular file) throws IOException {
        try (InputStream in = new BufferedInputStream(file.open())) {
            ZstdFrames frames = new ZstdFrames(in);
            for (byte[] magic = in.readNBytes(4); magic.length > 0; magic = in.readNBytes(4)) {
                frames.frame(magic);
            }
            return frames.settings.toString();
        }
    }

    /// Its flags, the size of its window, and which dictionary it needs.
    private void frame(byte[] magic) throws IOException {
        if (number(magic) != MAGIC) {
            throw new Damaged("a frame of another kind");
        }
        int flags = next();
        boolean oneSegment = (flags & 0x20) != 0;
        settings.append((char) (flags & 0x3f));
        if (!oneSegment) {
            settings.append((char) next());
        }
        int dictionary = new int[] {0, 1, 2, 4}[flags & 3];
        for (int i = 0; i < dictionary; i++) {
            settings.append((char) next());
        }
        int sizeKind = flags >> 6;
        in.skipNBytes(sizeKind == 0 ? (oneSegment ? 1 : 0) : 1 << sizeKind);
        int block;
        do {
            block = number(in.readNBytes(BLOCK_HEADER));
            in.skipNBytes(((block >> 1) & 3) == RUN ? 1 : block >> 3);
        } while ((block & 1) == 0);
        in.skipNBytes((flags & 4) != 0 ? 4 : 0);
    }

    private static int number(byte[] bytes) throws EOFException {
        if (bytes.length < BLOCK_HEADER) {
            throw new EOFException("a frame ends early");
        }
        int number = 0;
        for (int i = bytes.length - 1; i >= 0; i--) {
            number = (number << 8) | (bytes[i] & 0xff);
        }
        return number;
    }

    private int next() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("a frame ends early");
        }
        return b;
    }
}
