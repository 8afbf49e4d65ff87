package dev.firn.nix.wire;

import dev.firn.problem.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// The bytes to and from a Nix daemon, by a socket or a process's streams.
///
/// Once it has failed it stays failed: every later use throws the same again. A failure of the
/// other side is a [Problem]; being closed or interrupted from here is a [CancellationException].
/// One thread may read while another writes.
public final class Link implements AutoCloseable {

    /// A channel that may know why it broke. Buffers given to it have an array.
    public interface Transport extends ByteChannel {
        /// What the other side had to say when it went, empty if nothing.
        default String lastWords() {
            return "";
        }
    }

    private final Transport transport;
    private volatile @Nullable RuntimeException failure;
    private volatile boolean heard;

    public Link(Transport transport) {
        this.transport = transport;
    }

    /// Reads at least one byte.
    void read(ByteBuffer into) {
        check();
        try {
            if (transport.read(into) < 0) {
                throw new EOFException("end of the stream");
            }
            heard = true;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /// Writes all of it.
    void write(ByteBuffer from) {
        check();
        try {
            while (from.hasRemaining()) {
                transport.write(from);
            }
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /// The answer made no sense; nothing that follows can be trusted to.
    public RuntimeException outOfStep(String seen) {
        return fail(
                new Problem(
                        Problem.Kind.HOST,
                        "the Nix daemon's answer cannot be understood",
                        "it sent " + seen,
                        "firn doctor"));
    }

    /// Gives up on the conversation because of a failure on this side.
    public RuntimeException abandon(RuntimeException cause) {
        return fail(cause);
    }

    @Override
    public void close() {
        try {
            transport.close();
        } catch (IOException e) {
            fail(lost(e));
        }
    }

    private void check() {
        RuntimeException known = failure;
        if (known != null) {
            throw known;
        }
    }

    private RuntimeException lost(IOException cause) {
        if (cause instanceof ClosedChannelException) {
            CancellationException cancelled =
                    new CancellationException("the connection to the Nix daemon was closed");
            cancelled.initCause(cause);
            return fail(cancelled);
        }
        String words = transport.lastWords();
        if (!heard && words.isEmpty()) {
            return fail(
                    new Problem(
                            Problem.Kind.HOST,
                            "the Nix daemon closes the connection without a word",
                            "it does so to users that its setting allowed-users leaves out",
                            "look into the daemon's own log, and at allowed-users in its nix.conf",
                            cause));
        }
        return fail(
                new Problem(
                        Problem.Kind.HOST,
                        "the Nix daemon went away in the middle of the conversation",
                        words.isEmpty() ? String.valueOf(cause.getMessage()) : words,
                        "run the command again; the daemon's own log says why it stopped",
                        cause));
    }

    private synchronized RuntimeException fail(RuntimeException latest) {
        RuntimeException first = failure;
        if (first == null) {
            failure = latest;
            return latest;
        }
        return first;
    }
}
