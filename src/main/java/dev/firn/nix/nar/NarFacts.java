package dev.firn.nix.nar;

import dev.firn.digest.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/// What Nix records of an archive.
///
/// @param hash of the archive as it is
public record NarFacts(Digest hash, long size) {

    /// Archives the tree, into `also` if given, such as a [ReferenceScan], and says what went
    /// through.
    public static NarFacts of(FileTree tree, OutputStream... also) throws IOException {
        Counter counter = new Counter(also);
        NarWriter.write(tree, counter);
        return new NarFacts(Digest.finish(counter.digest), counter.size);
    }

    private static final class Counter extends OutputStream {
        private final OutputStream[] also;
        private final MessageDigest digest = Digest.start();
        private long size;

        Counter(OutputStream[] also) {
            this.also = also;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            digest.update(bytes, offset, length);
            size += length;
            for (OutputStream each : also) {
                each.write(bytes, offset, length);
            }
        }
    }
}
