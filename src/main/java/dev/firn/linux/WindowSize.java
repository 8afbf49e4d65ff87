package dev.firn.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// The size of a terminal, in characters.
public record WindowSize(int columns, int rows) {

    private static final long TIOCGWINSZ = 0x5413;
    private static final long TIOCSWINSZ = 0x5414;

    /// The size of the terminal that a descriptor of this process is open on; empty when it is
    /// none, or does not know. A native call: see [Native] for what the first one costs.
    public static Optional<WindowSize> of(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(8, 2);
            Native ioctl = Native.returningInt("ioctl");
            if (ioctl.call(descriptor, TIOCGWINSZ, size.address()) < 0) {
                return Optional.empty();
            }
            int rows = Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, 0));
            int columns = Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, 2));
            return rows == 0 || columns == 0
                    ? Optional.empty()
                    : Optional.of(new WindowSize(columns, rows));
        }
    }

    /// Makes it the size of a terminal; programs on it get SIGWINCH if it is another one.
    void giveTo(int descriptor) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(8, 2);
            size.set(ValueLayout.JAVA_SHORT, 0, (short) rows);
            size.set(ValueLayout.JAVA_SHORT, 2, (short) columns);
            Native ioctl = Native.returningInt("ioctl");
            TerminalCalls.check("ioctl", ioctl.call(descriptor, TIOCSWINSZ, size.address()));
        }
    }
}
