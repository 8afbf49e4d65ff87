package dev.firn.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// What the JDK does not tell of files, and cannot make of them. The first native call of a process
/// costs some 40 ms of processor time. One thread at a time.
public final class FileCalls implements AutoCloseable {

    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int STATX_BLOCKS = 0x400;
    private static final int STATX_BYTES = 256;
    private static final int ENAMETOOLONG = 36;
    private static final int LONGEST_PATH = 4096;
    private static final int OWNER_ONLY = 0600;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment path = arena.allocate(LONGEST_PATH);
    private final MemorySegment answer = arena.allocate(STATX_BYTES, Long.BYTES);
    private final Native statx = Native.returningInt("statx");
    private final Native mkfifo = Native.returningInt("mkfifo");

    /// The space that a file takes on the disk, in bytes; of a symbolic link its own.
    public long space(Path file) throws IOException {
        long name = name("statx", file);
        long result =
                statx.call(AT_FDCWD, name, AT_SYMLINK_NOFOLLOW, STATX_BLOCKS, answer.address());
        check("statx", file, result);
        // stx_blocks counts 512 bytes each; it is at the same place on every 64-bit architecture.
        return answer.get(JAVA_LONG, 48) * 512;
    }

    /// Makes a named pipe, for this user alone.
    public void fifo(Path file) throws IOException {
        check("mkfifo", file, mkfifo.call(name("mkfifo", file), OWNER_ONLY));
    }

    /// @return the address of the path as C has it
    private long name(String call, Path file) throws IOException {
        String bytes = PathBytes.of(file);
        if (bytes.length() >= LONGEST_PATH) {
            throw new LinuxException(call, file.toString(), ENAMETOOLONG);
        }
        path.setString(0, bytes, StandardCharsets.ISO_8859_1);
        return path.address();
    }

    private static void check(String call, Path file, long result) throws IOException {
        if (result < 0) {
            throw new LinuxException(call, file.toString(), (int) -result);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
