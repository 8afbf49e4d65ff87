package dev.firn.nix.packed;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The next bytes of a stream, up to a length.
public final class LimitedStream extends FilterInputStream {

    private long left;

    /// @param length in bytes; fewer if the stream ends before
    public LimitedStream(InputStream in, long length) {
        super(in);
        left = length;
    }

    @Override
    public int read() throws IOException {
        int b = left == 0 ? -1 : super.read();
        left -= b < 0 ? 0 : 1;
        return b;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int n = left == 0 ? -1 : super.read(into, offset, (int) Math.min(length, left));
        left -= Math.max(n, 0);
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = super.skip(Math.min(n, left));
        left -= skipped;
        return skipped;
    }
}
