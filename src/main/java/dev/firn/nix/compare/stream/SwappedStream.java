package dev.firn.nix.compare.stream;

import dev.firn.nix.path.StorePath;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A stream in which some hashes are replaced by others. Every byte keeps its place.
final class SwappedStream extends FilterInputStream {

    private static final int LENGTH = StorePath.HASH_LENGTH;
    private static final int PORTION = 1 << 16;
    private static final boolean[] DIGIT = new boolean[256];

    static {
        for (char c : "0123456789abcdfghijklmnpqrsvwxyz".toCharArray()) {
            DIGIT[c] = true;
        }
    }

    /// One hash for another, in bytes.
    static final class Swap {
        private final byte[] from;
        private final byte[] to;

        Swap(String from, String to) {
            this.from = from.getBytes(StandardCharsets.ISO_8859_1);
            this.to = to.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private final List<Swap> swaps;
    private final byte[] buffer = new byte[PORTION + LENGTH];
    private int at;
    private int ready; // up to here, all is replaced
    private int limit; // up to here, the buffer is filled
    private long swapped;

    SwappedStream(InputStream in, List<Swap> swaps) {
        super(in);
        this.swaps = List.copyOf(swaps);
    }

    /// How many hashes have been replaced so far.
    long swapped() {
        return swapped;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (swaps.isEmpty() || length == 0) {
            return in.read(into, offset, length);
        }
        if (at == ready && !fill()) {
            return -1;
        }
        int n = Math.min(length, ready - at);
        System.arraycopy(buffer, at, into, offset, n);
        at += n;
        return n;
    }

    private boolean fill() throws IOException {
        System.arraycopy(buffer, at, buffer, 0, limit - at);
        limit -= at;
        at = 0;
        int n = in.readNBytes(buffer, limit, buffer.length - limit);
        boolean last = n < buffer.length - limit;
        limit += n;
        int done = replace();
        ready = last ? limit : Math.max(done, limit - (LENGTH - 1));
        return ready > 0;
    }

    /// Looks at each window from its end, so that one byte that is no digit skips up to 32.
    ///
    /// @return where the last hash that was replaced ends
    private int replace() {
        int from = 0;
        int known = 0; // so many bytes from `from` are digits
        int done = 0;
        while (from + LENGTH <= limit) {
            int i = LENGTH - 1;
            while (i >= known && DIGIT[buffer[from + i] & 0xff]) {
                i--;
            }
            if (i >= known) {
                from += i + 1;
                known = LENGTH - 1 - i;
            } else if (replaced(from)) {
                from += LENGTH;
                done = from;
                known = 0;
            } else {
                from++;
                known = LENGTH - 1;
            }
        }
        return done;
    }

    private boolean replaced(int from) {
        for (Swap swap : swaps) {
            if (buffer[from] == swap.from[0]
                    && Arrays.equals(buffer, from, from + LENGTH, swap.from, 0, LENGTH)) {
                System.arraycopy(swap.to, 0, buffer, from, LENGTH);
                swapped++;
                return true;
            }
        }
        return false;
    }
}
