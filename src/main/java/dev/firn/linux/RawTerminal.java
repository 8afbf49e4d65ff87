package dev.firn.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// The terminal of this process while it belongs to a program behind a [Pty]: every key arrives as
/// it was typed, Ctrl-C too, and nothing is echoed. Closing it makes it what it was.
public final class RawTerminal implements AutoCloseable {

    private final int descriptor;
    private final Keyboard keyboard;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment before;
    private boolean closed;

    private RawTerminal(int descriptor) throws LinuxException {
        this.descriptor = descriptor;
        this.keyboard = new Keyboard(descriptor);
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
        return keyboard.read(into, millis);
    }

    /// Whether nobody can type or read there any more.
    public boolean isGone() {
        return keyboard.isGone();
    }

    /// A terminal that is gone has no settings to be put back.
    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                TerminalCalls.set(descriptor, before);
            } catch (LinuxException e) {
                if (!isGone()) {
                    throw e;
                }
            } finally {
                arena.close();
            }
        }
    }
}
