package dev.firn.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// A pseudo terminal in raw mode: what is written to its slave can be read here, unchanged.
///
/// The slave is kept open here too until [#hangUp], so that the output does not end early when
/// the program on it closes its own descriptors and opens the terminal again. Neither side
/// becomes the controlling terminal of this process.
public final class Pty implements AutoCloseable {

    private static final int O_RDWR_NOCTTY_CLOEXEC = 02 | 0400 | 02000000;
    private static final int TCSANOW = 0;
    private static final int EINTR = 4;
    private static final int EIO = 5;
    private static final int TERMIOS_BYTES = 256;
    private static final int NAME_BYTES = 64;

    private final int master;
    private final String slavePath;
    private int slave;

    private Pty(int master, int slave, String slavePath) {
        this.master = master;
        this.slave = slave;
        this.slavePath = slavePath;
    }

    public static Pty open() throws IOException {
        int master = (int) check("posix_openpt", C.OPENPT.call(O_RDWR_NOCTTY_CLOEXEC));
        try (Arena arena = Arena.ofConfined()) {
            check("grantpt", C.GRANTPT.call(master));
            check("unlockpt", C.UNLOCKPT.call(master));
            MemorySegment name = arena.allocate(NAME_BYTES);
            // Alone in returning the error itself instead of -1.
            check("ptsname", -C.PTSNAME.call(master, name.address(), NAME_BYTES));
            int slave = (int) check("open", C.OPEN.call(name.address(), O_RDWR_NOCTTY_CLOEXEC));
            Pty pty = new Pty(master, slave, name.getString(0, StandardCharsets.ISO_8859_1));
            try {
                pty.makeRaw(arena);
            } catch (IOException e) {
                pty.hangUp();
                throw e;
            }
            return pty;
        } catch (IOException e) {
            C.CLOSE.call(master);
            throw e;
        }
    }

    private void makeRaw(Arena arena) throws IOException {
        long settings = arena.allocate(TERMIOS_BYTES, Long.BYTES).address();
        check("tcgetattr", C.TCGETATTR.call(slave, settings));
        C.CFMAKERAW.call(settings);
        check("tcsetattr", C.TCSETATTR.call(slave, TCSANOW, settings));
    }

    /// The file that a program opens to have this terminal.
    public String slavePath() {
        return slavePath;
    }

    /// Reads what was written to the slave, waiting for at least one byte.
    ///
    /// @return the number of bytes, or -1 after everything was read, [#hangUp] was called and no
    ///     program has the slave open any more
    public int read(byte[] into) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(into.length);
            while (true) {
                long count = C.READ.call(master, buffer.address(), into.length);
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

    /// Gives up this process's hold on the slave. Another thread may be reading.
    public synchronized void hangUp() {
        if (slave >= 0) {
            C.CLOSE.call(slave);
            slave = -1;
        }
    }

    /// Must not be called while another thread is reading.
    @Override
    public void close() {
        hangUp();
        C.CLOSE.call(master);
    }

    private static long check(String call, long result) throws LinuxException {
        if (result < 0) {
            throw new LinuxException(call, "pseudo terminal", (int) -result);
        }
        return result;
    }

    /// Looked up when the first terminal is opened.
    private static final class C {
        static final Native OPENPT = Native.returningInt("posix_openpt");
        static final Native GRANTPT = Native.returningInt("grantpt");
        static final Native UNLOCKPT = Native.returningInt("unlockpt");
        static final Native PTSNAME = Native.returningInt("ptsname_r");
        static final Native OPEN = Native.returningInt("open");
        static final Native TCGETATTR = Native.returningInt("tcgetattr");
        static final Native CFMAKERAW = Native.returningInt("cfmakeraw");
        static final Native TCSETATTR = Native.returningInt("tcsetattr");
        static final Native READ = Native.returningLong("read");
        static final Native CLOSE = Native.returningInt("close");
    }
}
