package dev.firn.nix.daemon;

import dev.firn.nix.wire.WireOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Sends bytes of unknown length in frames, while another thread listens to the daemon: it may
/// complain before it has seen all, and its complaints must not fill up the line unread.
final class Upload {

    private static final int FRAME = 1 << 16;

    private final WireOutput out;
    private final EventReader events;
    private volatile boolean answered;
    private @Nullable RuntimeException answer;

    Upload(WireOutput out, EventReader events) {
        this.out = out;
        this.events = events;
    }

    /// Sends all of `source` and waits for the answer. When the source fails, the daemon gets a
    /// stream that is cut short, refuses it, and can still be talked to.
    ///
    /// @throws UncheckedIOException when the source fails
    void send(NarSource source) {
        out.flush();
        Thread listener = Thread.ofPlatform().daemon().name("nix upload").start(this::listen);
        try {
            Frames frames = new Frames();
            try {
                source.writeTo(frames);
            } catch (RefusedException e) {
                // The answer, which is an error, is thrown below.
            } finally {
                frames.end();
            }
        } catch (IOException e) {
            await(listener);
            throw new UncheckedIOException(e);
        }
        await(listener);
        if (answer != null) {
            throw answer;
        }
    }

    private void listen() {
        try {
            events.untilAnswer();
        } catch (RuntimeException e) {
            answer = e;
        }
        answered = true;
    }

    private static void await(Thread listener) {
        boolean interrupted = false;
        while (true) {
            try {
                listener.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// The daemon has answered before the end, so there is no use in going on.
    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final class Frames extends OutputStream {

        private final byte[] frame = new byte[FRAME];
        private int used;

        @Override
        public void write(int b) throws IOException {
            if (used == FRAME) {
                sendFrame();
            }
            frame[used++] = (byte) b;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int done = 0;
            while (done < length) {
                if (used == FRAME) {
                    sendFrame();
                }
                int part = Math.min(length - done, FRAME - used);
                System.arraycopy(bytes, from + done, frame, used, part);
                used += part;
                done += part;
            }
        }

        private void sendFrame() throws IOException {
            if (answered) {
                used = 0;
                throw new RefusedException();
            }
            if (used > 0) {
                out.number(used);
                out.bytes(frame, 0, used);
                used = 0;
            }
        }

        void end() throws IOException {
            try {
                sendFrame();
            } catch (RefusedException e) {
                used = 0;
            }
            out.number(0);
            out.flush();
        }
    }
}
