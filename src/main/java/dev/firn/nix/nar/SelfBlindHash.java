package dev.firn.nix.nar;

import dev.firn.digest.Digest;
import dev.firn.nix.path.StorePath;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/// The hash of an archive that does not depend on the path it will lie at: each occurrence of its
/// own hash part counts as 32 zeros. Write the bytes of the archive to it, in any portions.
///
/// Nix up to 2.16 and from 2.35 on hashes the places of the occurrences as well; those in between,
/// and Lix, do not (https://github.com/NixOS/nix/issues/15837). Without an occurrence it is the
// same.
public final class SelfBlindHash extends OutputStream {

    private static final int LENGTH = StorePath.HASH_LENGTH;
    private static final int WORK = 1 << 16;

    private final byte[] own;
    private final int[] skip = new int[256];
    private final MessageDigest blanked = Digest.start();
    private final StringBuilder places = new StringBuilder();
    private final byte[] work = new byte[WORK];
    private int filled;
    private long workOffset;

    /// @param hash the 32 characters that are to be overlooked
    public SelfBlindHash(String hash) {
        own = hash.getBytes(StandardCharsets.ISO_8859_1);
        Arrays.fill(skip, LENGTH);
        for (int i = 0; i < LENGTH - 1; i++) {
            skip[own[i] & 0xff] = LENGTH - 1 - i;
        }
    }

    /// The hash of all that was written; write nothing after it.
    ///
    /// @param withPlaces whether the daemon hashes the places of the occurrences too
    public Digest digest(boolean withPlaces) {
        blank();
        blanked.update(work, 0, filled);
        workOffset += filled;
        filled = 0;
        try {
            MessageDigest copy = (MessageDigest) blanked.clone();
            if (withPlaces) {
                copy.update(places.toString().getBytes(StandardCharsets.ISO_8859_1));
            }
            return Digest.finish(copy);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int done = 0;
        while (done < length) {
            int n = Math.min(length - done, WORK - filled);
            System.arraycopy(bytes, offset + done, work, filled, n);
            filled += n;
            done += n;
            if (filled == WORK) {
                hashFull();
            }
        }
    }

    private void hashFull() {
        blank();
        int keep = LENGTH - 1;
        blanked.update(work, 0, WORK - keep);
        workOffset += WORK - keep;
        System.arraycopy(work, WORK - keep, work, 0, keep);
        filled = keep;
    }

    private void blank() {
        int at = 0;
        while (at + LENGTH <= filled) {
            int last = work[at + LENGTH - 1] & 0xff;
            if (last == (own[LENGTH - 1] & 0xff)
                    && Arrays.equals(work, at, at + LENGTH, own, 0, LENGTH)) {
                Arrays.fill(work, at, at + LENGTH, (byte) 0);
                places.append('|').append(workOffset + at);
                at += LENGTH;
            } else {
                at += skip[last];
            }
        }
    }
}
