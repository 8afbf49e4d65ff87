package dev.firn.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// A pseudo terminal, at first in raw mode: what is written to its slave can be read here,
/// unchanged.
///
/// The slave is kept open here too until [#hangUp], so that the output does not end early when
/// the program on it closes its own descriptors and opens the terminal again. Neither side
/// becomes the controlling terminal of this process.
public final class Pty implements AutoCloseable {

    private static final int O_RDWR_NOCTTY_CLOEXEC = 02 | 0400 | 02000000;
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
        int master =
                (int) TerminalCalls.check("posix_openpt", C.OPENPT.call(O_RDWR_NOCTTY_CLOEXEC));
        try (Arena arena = Arena.ofConfined()) {
            TerminalCalls.check("grantpt", C.GRANTPT.call(master));
            TerminalCalls.check("unlockpt", C.UNLOCKPT.call(master));
            MemorySegment name = arena.allocate(NAME_BYTES);
            // Alone in returning the error itself instead of -1.
            TerminalCalls.check("ptsname", -C.PTSNAME.call(master, name.address(), NAME_BYTES));
            int slave =
                    (int)
                            TerminalCalls.check(
                                    "open", C.OPEN.call(name.address(), O_RDWR_NOCTTY_CLOEXEC));
            Pty pty = new Pty(master, slave, name.getString(0, StandardCharsets.ISO_8859_1));
            try {
                TerminalCalls.makeRaw(slave, arena);
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

    /// Gives it the settings of another terminal.
    ///
    /// @param settings a `struct termios`
    void become(MemorySegment settings) throws LinuxException {
        TerminalCalls.set(slave, settings);
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
        return TerminalCalls.read(master, into);
    }

    /// Writes what the slave can read, as if it were typed. May wait for the program to read.
    public void write(byte[] bytes, int count) throws IOException {
        TerminalCalls.write(master, bytes, count);
    }

    /// Tells the program how big its terminal is now.
    public void resize(WindowSize size) throws IOException {
        size.giveTo(master);
    }

    /// Gives up this process's hold on the slave. Another thread may be reading.
    public synchronized void hangUp() {
        if (slave >= 0) {
            C.CLOSE.call(slave);
            slave = -1;
        }
    }

    /// Must not be called while another thread is reading or writing.
    @Override
    public void close() {
        hangUp();
        C.CLOSE.call(master);
    }

    /// Looked up when the first terminal is opened.
    private static final class C {
        static final Native OPENPT = Native.returningInt("posix_openpt");
        static final Native GRANTPT = Native.returningInt("grantpt");
        static final Native UNLOCKPT = Native.returningInt("unlockpt");
        static final Native PTSNAME = Native.returningInt("ptsname_r");
        static final Native OPEN = Native.returningInt("open");
        static final Native CLOSE = Native.returningInt("close");
    }
}
