package dev.firn.nix.compare.unpack;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.firn.nix.nar.FileTree;
import dev.firn.nix.packed.GzipHeader;
import dev.firn.nix.packed.GzipMember;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/// The content of a compressed file. Its end is only reached when every checksum is right and the
/// file ends as well. Whatever a library throws on the way says that the file is [Damaged].
final class Unpacking extends InputStream {

    private static final int BUFFER = 1 << 16;

    /// Enough for `xz -9` and `zstd -19`, which take half of it.
    private static final int MOST_KIB = 1 << 17;

    private static final int ZSTD_WINDOW_LOG = 27;

    private static final String FOLLOWED = "something follows the packed data";

    private final InputStream file;
    private final Content content;
    private boolean ended;

    /// @param ending checks what is left to be checked when all has been read
    private record Content(InputStream stream, Ending ending) {
        Content(InputStream stream) {
            this(stream, () -> {});
        }
    }

    private interface Ending {
        void check() throws IOException;
    }

    Unpacking(Packed packed) throws IOException {
        PushbackInputStream in = opened(packed.file());
        try {
            file = in;
            content = content(packed, in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw damaged(e);
        }
    }

    private static Content content(Packed packed, PushbackInputStream in) throws IOException {
        return switch (packed.compression()) {
            case GZIP -> gzip(in);
            case XZ -> new Content(new XZInputStream(in, MOST_KIB));
            case BZIP2 -> new Content(new BZip2CompressorInputStream(in, true));
            case ZSTD ->
                    new Content(new ZstdInputStreamNoFinalizer(in).setLongMax(ZSTD_WINDOW_LOG));
            case LZMA -> new Content(new LZMAInputStream(in, MOST_KIB), () -> end(in));
            case ZLIB -> zlib(in, packed.file().size());
        };
    }

    /// Of one member.
    private static Content gzip(PushbackInputStream in) throws IOException {
        GzipHeader.read(in);
        GzipMember member = new GzipMember(in);
        return new Content(
                member,
                () -> {
                    member.finish();
                    end(in);
                });
    }

    private static Content zlib(InputStream in, long size) {
        Inflater inflater = new Inflater();
        return new Content(
                new Inflating(in, inflater),
                () -> {
                    if (inflater.getBytesRead() != size) {
                        throw new Damaged(FOLLOWED);
                    }
                });
    }

    private static PushbackInputStream opened(FileTree.Regular file) throws IOException {
        return new PushbackInputStream(
                new BufferedInputStream(file.open(), BUFFER), GzipMember.BUFFER);
    }

    private static void end(InputStream in) throws IOException {
        if (in.read() >= 0) {
            throw new Damaged(FOLLOWED);
        }
    }

    private static Damaged damaged(Exception e) {
        return new Damaged("cannot be unpacked: " + e.getMessage());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            int n = content.stream.read(into, offset, length);
            if (n < 0 && !ended) {
                ended = true;
                content.ending.check();
            }
            return n;
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            content.stream.close();
        } finally {
            file.close();
        }
    }

    private static final class Inflating extends InflaterInputStream {
        Inflating(InputStream in, Inflater inflater) {
            super(in, inflater, BUFFER);
        }

        @Override
        public void close() throws IOException {
            inf.end();
            super.close();
        }
    }
}
