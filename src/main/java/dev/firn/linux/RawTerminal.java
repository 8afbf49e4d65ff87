package dev.firn.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// The terminal of this process while it belongs to a program behind a [Pty]: every key arrives as
/// it was typed, Ctrl-C too, and nothing is echoed. Closing it makes it what it was.
public final class RawTerminal implements AutoCloseable {

    private static final Native POLL = Native.returningInt("poll");
    private static final short POLLIN = 1;
    private static final int EINTR = 4;

    private final int descriptor;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment before;
    private boolean closed;

    private RawTerminal(int descriptor) throws LinuxException {
        this.descriptor = descriptor;
        this.before = TerminalCalls.settings(descriptor, arena);
    }

    /// @param descriptor of this process, open on a terminal
    public static RawTerminal of(int descriptor) throws IOException {
        RawTerminal terminal = new RawTerminal(descriptor);
        try (Arena arena = Arena.ofConfined()) {
            TerminalCalls.makeRaw(descriptor, arena);
        }
        return terminal;
    }

    public Optional<WindowSize> size() {
        return WindowSize.of(descriptor);
    }

    /// A pseudo terminal that behaves as this one did before it was raw.
    public Pty twin() throws IOException {
        Pty pty = Pty.open();
        pty.become(before);
        return pty;
    }

    /// Reads what is typed.
    ///
    /// @param millis how long to wait for a first byte
    /// @return the number of bytes, 0 when nothing came, -1 when the terminal is gone
    public int read(byte[] into, int millis) throws IOException {
        try (Arena own = Arena.ofConfined()) {
            MemorySegment poll = own.allocate(8, 4);
            poll.set(ValueLayout.JAVA_INT, 0, descriptor);
            poll.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
            long ready = POLL.call(poll.address(), 1, millis);
            if (ready == 0 || ready == -EINTR) {
                return 0;
            }
            TerminalCalls.check("poll", ready);
        }
        return TerminalCalls.read(descriptor, into);
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            TerminalCalls.set(descriptor, before);
            arena.close();
        }
    }
}
