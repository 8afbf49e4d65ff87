package dev.firn.nix.packed;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterInputStream;

/// Packs a stream into a gzip file while that is read.
public final class GzipPacking extends InputStream {

    private static final int BUFFER = 1 << 16;

    private final InputStream plain;
    private final Deflater deflater;
    private final DeflaterInputStream packed;
    private final CRC32 crc = new CRC32();
    private long size;
    private byte[] literal;
    private int literalAt;
    private boolean trailing;

    public GzipPacking(byte[] header, int level, InputStream plain) {
        this.plain = plain;
        this.deflater = new Deflater(level, true);
        this.packed = new DeflaterInputStream(new Watched(), deflater, BUFFER);
        this.literal = header;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (literalAt == literal.length && !trailing) {
            int n = packed.read(into, offset, length);
            if (n >= 0) {
                return n;
            }
            trailing = true;
            literal = trailer();
            literalAt = 0;
        }
        if (literalAt == literal.length) {
            return -1;
        }
        int n = Math.min(length, literal.length - literalAt);
        System.arraycopy(literal, literalAt, into, offset, n);
        literalAt += n;
        return n;
    }

    @Override
    public void close() throws IOException {
        packed.close();
        deflater.end();
    }

    private byte[] trailer() {
        byte[] trailer = new byte[8];
        for (int i = 0; i < 4; i++) {
            trailer[i] = (byte) (crc.getValue() >>> (8 * i));
            trailer[4 + i] = (byte) (size >>> (8 * i));
        }
        return trailer;
    }

    /// The plain content on its way into the compressor.
    private final class Watched extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = plain.read(into, offset, length);
            if (n > 0) {
                crc.update(into, offset, n);
                size += n;
            }
            return n;
        }

        @Override
        public void close() throws IOException {
            plain.close();
        }
    }
}
