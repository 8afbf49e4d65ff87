package dev.firn.nix.compare.unpack;

import dev.firn.nix.nar.FileTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/// What was unpacked, to be read like a file: in memory, or on disk when it is large.
public final class Spool implements FileTree.Regular, AutoCloseable {

    private static final int IN_MEMORY = 1 << 20;

    private final byte[] start;
    private final Optional<FileChannel> channel;
    private final long size;

    private Spool(byte[] start, Optional<FileChannel> channel, long size) {
        this.start = start;
        this.channel = channel;
        this.size = size;
    }

    /// Reads it to its end.
    static Spool of(InputStream in, Path directory) throws IOException {
        byte[] start = in.readNBytes(IN_MEMORY);
        if (start.length < IN_MEMORY) {
            return new Spool(start, Optional.empty(), start.length);
        }
        FileChannel channel = nameless(directory);
        try {
            long size = write(channel, start, start.length);
            byte[] portion = new byte[1 << 16];
            for (int n = in.read(portion); n >= 0; n = in.read(portion)) {
                size += write(channel, portion, n);
            }
            return new Spool(new byte[0], Optional.of(channel), size);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// Nobody else can open it, and it is gone when this process is.
    private static FileChannel nameless(Path directory) throws IOException {
        Path path = Files.createDirectories(directory).resolve(UUID.randomUUID().toString());
        FileChannel channel =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        Files.delete(path);
        return channel;
    }

    private static int write(FileChannel channel, byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        return length;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean executable() {
        return false;
    }

    @Override
    public InputStream open() {
        return channel.isPresent() ? new Reading(channel.get()) : new ByteArrayInputStream(start);
    }

    @Override
    public void close() throws IOException {
        if (channel.isPresent()) {
            channel.get().close();
        }
    }

    /// Leaves the channel open.
    private static final class Reading extends InputStream {
        private final FileChannel channel;
        private long at;

        Reading(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = channel.read(ByteBuffer.wrap(into, offset, length), at);
            at += Math.max(n, 0);
            return n;
        }

        @Override
        public long skip(long n) throws IOException {
            long skipped = Math.max(0, Math.min(n, channel.size() - at));
            at += skipped;
            return skipped;
        }
    }
}
