package dev.firn.nix.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// Talks to a process over its standard streams, and keeps the end of what it complains about.
public final class ProcessTransport implements Link.Transport {

    private static final int KEPT = 4096;
    private static final long PATIENCE_MILLIS = 1000;

    private final Process process;
    private final Thread listener;
    private final StringBuilder complaints = new StringBuilder();
    private volatile boolean open = true;

    public ProcessTransport(Process process) {
        this.process = process;
        this.listener = Thread.ofPlatform().daemon().name("nix-daemon stderr").start(this::listen);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        try {
            int count =
                    process.getInputStream()
                            .read(
                                    into.array(),
                                    into.arrayOffset() + into.position(),
                                    into.remaining());
            if (count > 0) {
                into.position(into.position() + count);
            }
            return count < 0 ? endOfStream() : count;
        } catch (IOException e) {
            throw orClosed(e);
        }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int count = from.remaining();
        try {
            process.getOutputStream()
                    .write(from.array(), from.arrayOffset() + from.position(), count);
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw orClosed(e);
        }
        from.position(from.limit());
        return count;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /// The process ends by itself when its input ends; one that does not is told to.
    @Override
    public void close() throws IOException {
        open = false;
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroy();
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String lastWords() {
        try {
            listener.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (complaints) {
            return complaints.toString().strip();
        }
    }

    private int endOfStream() throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
        return -1;
    }

    private IOException orClosed(IOException failure) {
        return open ? failure : new ClosedChannelException();
    }

    private void listen() {
        byte[] part = new byte[1024];
        try (InputStream errors = process.getErrorStream()) {
            for (int n = errors.read(part); n >= 0; n = errors.read(part)) {
                complain(new String(part, 0, n, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    private void complain(String text) {
        synchronized (complaints) {
            complaints.append(text);
            complaints.delete(0, Math.max(0, complaints.length() - KEPT));
        }
    }
}
