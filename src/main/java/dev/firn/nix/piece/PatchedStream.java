package dev.firn.nix.piece;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// A stream with some places overwritten; as long as the original.
public final class PatchedStream extends FilterInputStream {

    private final List<Patch> patches;
    private int next;
    private long position;

    /// @param patches by offset
    public PatchedStream(InputStream in, List<Patch> patches) {
        super(in);
        this.patches = patches;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int n = super.read(into, offset, length);
        if (n > 0) {
            overwrite(into, offset, n);
            position += n;
        }
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = super.skip(n);
        position += skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void overwrite(byte[] into, int offset, int n) {
        while (next < patches.size()) {
            Patch patch = patches.get(next);
            long from = Math.max(patch.offset(), position);
            long to = Math.min(patch.end(), position + n);
            for (long at = from; at < to; at++) {
                char b = patch.bytes().charAt((int) (at - patch.offset()));
                into[offset + (int) (at - position)] = (byte) b;
            }
            if (patch.end() > position + n) {
                return;
            }
            next++;
        }
    }
}
