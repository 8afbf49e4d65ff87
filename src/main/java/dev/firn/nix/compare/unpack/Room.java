package dev.firn.nix.compare.unpack;

import com.github.luben.zstd.util.Native;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where things are unpacked, and how much of it for one file. A bomb is not found out by its
/// looks: it is unpacked until the limit.
public final class Room {

    /// Both files of a pair count, every time they are unpacked. A bomb takes some minutes for it.
    public static final long MOST = 16L << 30;

    private final Path directory;
    private long left;

    /// @param directory on a disk; what is written there has no name, and goes with its user
    /// @param most how many bytes may be unpacked
    public Room(Path directory, long most) {
        this.directory = directory;
        left = most;
    }

    /// What is packed in a file, read once.
    ///
    /// @return throws [Damaged] when that cannot be told, and [TooLarge]
    public InputStream unpacked(Packed packed) throws IOException {
        if (packed.compression() == Compression.ZSTD) {
            loadZstd();
        }
        return metered(new Unpacking(packed));
    }

    /// What is unpacked in another way, but counts.
    public InputStream metered(InputStream content) {
        return new Metered(content);
    }

    /// Reads it to its end, to be read again at any place.
    public Spool spool(InputStream unpacked) throws IOException {
        return Spool.of(unpacked, directory);
    }

    /// Its native code is in its jar and has to be laid into a file first.
    private void loadZstd() throws Damaged {
        try {
            Native.load(Files.createDirectories(directory).toFile());
        } catch (IOException | LinkageError e) {
            throw new Damaged("zstd does not work here: " + e.getMessage());
        }
    }

    private final class Metered extends FilterInputStream {
        Metered(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = super.read(into, offset, length);
            left -= Math.max(n, 0);
            if (left < 0) {
                throw new TooLarge("it unpacks to more than firn looks into");
            }
            return n;
        }
    }
}
