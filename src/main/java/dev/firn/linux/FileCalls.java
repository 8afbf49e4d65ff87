package dev.firn.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// What the JDK does not tell of files. The first native call of a process costs some 40 ms of
/// processor time, so nothing that runs when every step is a hit may make one. One thread at a
/// time.
public final class FileCalls implements AutoCloseable {

    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int STATX_BLOCKS = 0x400;
    private static final int STATX_BYTES = 256;
    private static final int ENAMETOOLONG = 36;
    private static final int LONGEST_PATH = 4096;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment path = arena.allocate(LONGEST_PATH);
    private final MemorySegment answer = arena.allocate(STATX_BYTES, Long.BYTES);
    private final Native statx = Native.returningInt("statx");

    /// The space that a file takes on the disk, in bytes; of a symbolic link its own.
    public long space(Path file) throws IOException {
        String bytes = PathBytes.of(file);
        if (bytes.length() >= LONGEST_PATH) {
            throw new LinuxException("statx", file.toString(), ENAMETOOLONG);
        }
        path.setString(0, bytes, StandardCharsets.ISO_8859_1);
        long failure =
                statx.call(
                        AT_FDCWD,
                        path.address(),
                        AT_SYMLINK_NOFOLLOW,
                        STATX_BLOCKS,
                        answer.address());
        if (failure < 0) {
            throw new LinuxException("statx", file.toString(), (int) -failure);
        }
        // stx_blocks counts 512 bytes each; it is at the same place on every 64-bit architecture.
        return answer.get(JAVA_LONG, 48) * 512;
    }

    @Override
    public void close() {
        arena.close();
    }
}
