package dev.firn.overlay;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Compares what regular files hold, in buffers that are used again. One thread at a time.
public final class Contents {

    private static final int CHUNK = 1 << 16;

    private final byte[] one = new byte[CHUNK];
    private final byte[] other = new byte[CHUNK];

    /// The offset of the first byte that differs, or at which one of the two ends; -1 when they
    /// hold the same.
    public long firstDifference(MergedFile a, MergedFile b) throws IOException {
        try (InputStream first = a.open();
                InputStream second = b.open()) {
            long offset = 0;
            while (true) {
                int count = first.readNBytes(one, 0, CHUNK);
                int otherCount = second.readNBytes(other, 0, CHUNK);
                int at = Arrays.mismatch(one, 0, count, other, 0, otherCount);
                if (at >= 0) {
                    return offset + at;
                }
                if (count < CHUNK) {
                    return -1;
                }
                offset += count;
            }
        }
    }
}
