package dev.firn.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What is typed at a terminal of this process, key by key or line by line, as the terminal is set.
///
/// @param descriptor of this process, open on a terminal
public record Keyboard(int descriptor) {

    private static final Native POLL = Native.returningInt("poll");
    private static final short POLLIN = 1;
    private static final int EINTR = 4;

    /// Reads what is typed.
    ///
    /// @param millis how long to wait for a first byte
    /// @return the number of bytes, 0 when nothing came, -1 when the terminal is gone, or when its
    ///     user has said that nothing more comes (by Ctrl-D, where lines are read)
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

    /// Whether the terminal's other side is gone: nobody can type or read there any more.
    public boolean isGone() {
        try (Arena own = Arena.ofConfined()) {
            TerminalCalls.settings(descriptor, own);
            return false;
        } catch (LinuxException e) {
            return true;
        }
    }
}
