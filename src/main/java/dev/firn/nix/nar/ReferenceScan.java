package dev.firn.nix.nar;

import dev.firn.nix.path.StorePath;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// Finds which store paths a stream names, as Nix does it: by the 32 characters of their hash,
/// anywhere, whatever is around them. Write the bytes of an archive to it, in any portions.
public final class ReferenceScan extends OutputStream {

    private static final int LENGTH = StorePath.HASH_LENGTH;
    private static final boolean[] DIGIT = new boolean[256];

    static {
        for (char c : "0123456789abcdfghijklmnpqrsvwxyz".toCharArray()) {
            DIGIT[c] = true;
        }
    }

    private final Map<String, StorePath> missing = new HashMap<>();
    private final SortedSet<StorePath> found = new TreeSet<>();

    /// The last bytes of what was written, followed by the first of what is being written.
    private final byte[] seam = new byte[2 * (LENGTH - 1)];

    private int kept;

    /// @param candidates the only paths that can be found
    public ReferenceScan(Collection<StorePath> candidates) {
        for (StorePath candidate : candidates) {
            missing.put(candidate.hash(), candidate);
        }
    }

    /// The paths seen so far.
    public SortedSet<StorePath> found() {
        return new TreeSet<>(found);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int head = Math.min(length, LENGTH - 1);
        System.arraycopy(bytes, offset, seam, kept, head);
        search(seam, 0, kept + head);
        search(bytes, offset, offset + length);
        if (length >= LENGTH - 1) {
            System.arraycopy(bytes, offset + length - (LENGTH - 1), seam, 0, LENGTH - 1);
            kept = LENGTH - 1;
        } else {
            int all = kept + length;
            int surplus = Math.max(0, all - (LENGTH - 1));
            System.arraycopy(seam, surplus, seam, 0, all - surplus);
            kept = all - surplus;
        }
    }

    /// Looks at each window from its end, so that one byte that is no digit skips up to 32.
    private void search(byte[] bytes, int from, int to) {
        int at = from;
        int known = 0; // so many bytes from `at` are digits
        while (at + LENGTH <= to) {
            int i = LENGTH - 1;
            while (i >= known && DIGIT[bytes[at + i] & 0xff]) {
                i--;
            }
            if (i >= known) {
                at += i + 1;
                known = LENGTH - 1 - i;
            } else {
                lookUp(bytes, at);
                at++;
                known = LENGTH - 1;
            }
        }
    }

    private void lookUp(byte[] bytes, int at) {
        StorePath path = missing.remove(new String(bytes, at, LENGTH, StandardCharsets.ISO_8859_1));
        if (path != null) {
            found.add(path);
        }
    }
}
