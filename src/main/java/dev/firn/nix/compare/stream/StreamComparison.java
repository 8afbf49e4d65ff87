package dev.firn.nix.compare.stream;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/// Compares two streams byte by byte at the same places, in bounded memory.
public final class StreamComparison {

    private static final int PORTION = 1 << 16;
    private static final int NOWHERE = -1;

    /// Bytes that are not compared.
    public record Mask(long from, long length) {
        public long to() {
            return from + length;
        }

        boolean covers(long offset) {
            return offset >= from && offset < to();
        }
    }

    /// @param first offset that differs at all, or -1
    /// @param unexplained offset that differs for no known reason, or -1; nothing after it was read
    /// @param masked whether something differs under a mask
    /// @param cut whether pieces of an output's path differ
    /// @param swapped whether whole hashes differ, which is no difference
    /// @param builtPath whether what is unexplained is, in ours, the path at which it was built
    public record Outcome(
            long first,
            long unexplained,
            boolean masked,
            boolean cut,
            boolean swapped,
            boolean builtPath) {
        public boolean same() {
            return first == NOWHERE;
        }

        public boolean explained() {
            return unexplained == NOWHERE;
        }

        public boolean hasOwnPath() {
            return cut || swapped;
        }
    }

    private final PathSwap swap;
    private final InputStream ours;
    private final SwappedStream theirs;
    private final List<Mask> masks;

    private final byte[] a = new byte[PORTION + 2 * PathSwap.REACH];
    private final byte[] b = new byte[a.length];
    private int endOfA;
    private int endOfB;
    private long start; // offset of the buffers
    private long first = NOWHERE;
    private boolean masked;
    private boolean cut;
    private boolean builtPath;

    private StreamComparison(
            PathSwap swap, InputStream ours, SwappedStream theirs, List<Mask> masks) {
        this.swap = swap;
        this.ours = ours;
        this.theirs = theirs;
        this.masks = masks;
    }

    /// Reads both, to their ends if everything can be explained. Does not close them.
    public static Outcome of(PathSwap swap, InputStream ours, InputStream theirs, List<Mask> masks)
            throws IOException {
        StreamComparison comparison =
                new StreamComparison(swap, ours, swap.applied(theirs), List.copyOf(masks));
        long unexplained = comparison.run();
        return new Outcome(
                comparison.first,
                unexplained,
                comparison.masked,
                comparison.cut,
                comparison.theirs.swapped() > 0,
                comparison.builtPath);
    }

    private long run() throws IOException {
        int at = 0;
        while (true) {
            int kept = Math.min(at, PathSwap.REACH);
            slide(at - kept);
            at = kept;
            endOfA += ours.readNBytes(a, endOfA, a.length - endOfA);
            endOfB += theirs.readNBytes(b, endOfB, b.length - endOfB);
            int end = Math.min(endOfA, endOfB);
            boolean last = end < a.length;
            int judged = last ? end : end - PathSwap.REACH;
            at = judge(at, judged, end);
            if (at < judged) {
                builtPath = swap.isBuiltPath(a, at, 0, endOfA);
                return start + at;
            }
            if (last) {
                return endOfA == endOfB ? NOWHERE : noted(end);
            }
        }
    }

    /// @return where the first byte is that nothing explains, or `to`
    private int judge(int from, int to, int end) {
        int at = from;
        while (at < to) {
            int differs = Arrays.mismatch(a, at, to, b, at, to);
            if (differs < 0) {
                return to;
            }
            at += differs;
            long offset = noted(at);
            long behind = behindMask(offset);
            if (behind > offset) {
                masked = true;
                at = (int) Math.min(to, behind - start);
            } else if (swap.explains(a, b, at, 0, end)) {
                cut = true;
                at++;
            } else {
                return at;
            }
        }
        return to;
    }

    private long noted(int at) {
        long offset = start + at;
        if (first == NOWHERE) {
            first = offset;
        }
        return offset;
    }

    private long behindMask(long offset) {
        for (Mask mask : masks) {
            if (mask.covers(offset)) {
                return mask.to();
            }
        }
        return offset;
    }

    private void slide(int by) {
        System.arraycopy(a, by, a, 0, endOfA - by);
        System.arraycopy(b, by, b, 0, endOfB - by);
        endOfA -= by;
        endOfB -= by;
        start += by;
    }
}
