package dev.firn.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The system calls that both sides of a terminal take; looked up at the first use.
final class TerminalCalls {

    private static final Native TCGETATTR = Native.returningInt("tcgetattr");
    private static final Native TCSETATTR = Native.returningInt("tcsetattr");
    private static final Native CFMAKERAW = Native.returningInt("cfmakeraw");
    private static final Native READ = Native.returningLong("read");
    private static final Native WRITE = Native.returningLong("write");

    private static final int TCSANOW = 0;
    private static final int EINTR = 4;
    private static final int EIO = 5;
    private static final int TERMIOS_BYTES = 256;

    private TerminalCalls() {}

    /// How a terminal treats what is typed and written: a `struct termios`.
    static MemorySegment settings(int descriptor, Arena arena) throws LinuxException {
        MemorySegment settings = arena.allocate(TERMIOS_BYTES, Long.BYTES);
        check("tcgetattr", TCGETATTR.call(descriptor, settings.address()));
        return settings;
    }

    static void set(int descriptor, MemorySegment settings) throws LinuxException {
        check("tcsetattr", TCSETATTR.call(descriptor, TCSANOW, settings.address()));
    }

    static void makeRaw(int descriptor, Arena arena) throws LinuxException {
        MemorySegment settings = settings(descriptor, arena);
        CFMAKERAW.call(settings.address());
        set(descriptor, settings);
    }

    /// Reads, waiting for at least one byte.
    ///
    /// @return the number of bytes, or -1 when the other side is gone
    static int read(int descriptor, byte[] into) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(into.length);
            while (true) {
                long count = READ.call(descriptor, buffer.address(), into.length);
                if (count == -EINTR) {
                    continue;
                }
                if (count == 0 || count == -EIO) {
                    return -1;
                }
                check("read", count);
                MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, 0, (int) count);
                return (int) count;
            }
        }
    }

    /// Writes all of it, waiting if need be. What is written to a terminal whose other side is gone
    /// is lost.
    static void write(int descriptor, byte[] bytes, int count) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(Math.max(1, count));
            MemorySegment.copy(bytes, 0, buffer, ValueLayout.JAVA_BYTE, 0, count);
            int done = 0;
            while (done < count) {
                long written = WRITE.call(descriptor, buffer.address() + done, count - done);
                if (written == -EIO) {
                    return;
                }
                if (written != -EINTR) {
                    done += (int) check("write", written);
                }
            }
        }
    }

    static long check(String call, long result) throws LinuxException {
        if (result < 0) {
            throw new LinuxException(call, "terminal", (int) -result);
        }
        return result;
    }
}
