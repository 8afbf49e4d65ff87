package dev.firn.nix.packed;

import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/// The content of one member of a gzip file (RFC 1952), whose header has been read. Closing it
/// leaves the file open.
public final class GzipMember extends InflaterInputStream {

    /// How much has to fit into the file's pushback buffer.
    public static final int BUFFER = 1 << 16;

    private static final int TRAILER = 8;

    private final PushbackInputStream file;
    private final CRC32 crc = new CRC32();

    public GzipMember(PushbackInputStream file) {
        super(file, new Inflater(true), BUFFER);
        this.file = file;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int n = super.read(into, offset, length);
        if (n > 0) {
            crc.update(into, offset, n);
        }
        return n;
    }

    /// After all content has been read: leaves the file behind the member.
    ///
    /// @return how many bytes of the file the member took after its header
    /// @throws ZipException when the content is not what it was
    public long finish() throws IOException {
        int rest = inf.getRemaining();
        file.unread(buf, len - rest, rest);
        byte[] trailer = file.readNBytes(TRAILER);
        if (trailer.length < TRAILER) {
            throw new ZipException("a gzip member ends early");
        }
        ByteBuffer facts = ByteBuffer.wrap(trailer).order(ByteOrder.LITTLE_ENDIAN);
        if (facts.getInt(0) != (int) crc.getValue()
                || facts.getInt(4) != (int) inf.getBytesWritten()) {
            throw new ZipException("a gzip member's checksum is wrong");
        }
        return inf.getBytesRead() + TRAILER;
    }

    @Override
    public void close() {
        inf.end();
    }
}
