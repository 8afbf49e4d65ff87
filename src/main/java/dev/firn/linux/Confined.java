package dev.firn.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Reads files below a directory in which somebody else changes what he likes at the same time: no
/// symbolic link is followed, nothing is waited for, and what is no regular file is not there.
public final class Confined {

    /// More than any build has to say of itself.
    private static final int LONGEST = 1 << 28;

    private static final int AT_FDCWD = -100;
    private static final long O_NONBLOCK = 04000;
    private static final long O_CLOEXEC = 02000000;
    private static final long O_PATH = 010000000;
    private static final long RESOLVE_NO_SYMLINKS = 0x04;
    private static final long RESOLVE_BENEATH = 0x08;

    /// The same number on every architecture.
    private static final long SYS_OPENAT2 = 437;

    private static final int ENOENT = 2;
    private static final int ENOTDIR = 20;
    private static final int ELOOP = 40;
    private static final int EXDEV = 18;
    private static final int ENXIO = 6;

    private final Native call = Native.returningLong("syscall");
    private final Native close = Native.returningInt("close");
    private final Path directory;

    /// @param directory that nobody else can replace
    public Confined(Path directory) {
        this.directory = directory;
    }

    /// What a file holds, bytes.
    ///
    /// @param name relative
    /// @throws NoSuchFileException when there is no regular file of this name
    /// @throws IOException also when it is longer than anything sensible
    public String text(String name) throws IOException {
        return find(name).orElseThrow(() -> new NoSuchFileException(directory + "/" + name));
    }

    /// The same, if there is such a file.
    public Optional<String> find(String name) throws IOException {
        long parent = open(AT_FDCWD, PathBytes.of(directory), O_PATH | O_CLOEXEC, 0);
        if (parent < 0) {
            throw new LinuxException("openat2", directory.toString(), (int) -parent);
        }
        try {
            long file =
                    open(
                            parent,
                            name,
                            O_NONBLOCK | O_CLOEXEC,
                            RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH);
            if (file >= 0) {
                try {
                    return read(Path.of("/proc/self/fd/" + file), name);
                } finally {
                    close.call(file);
                }
            }
            return switch ((int) -file) {
                case ENOENT, ENOTDIR, ELOOP, EXDEV, ENXIO -> Optional.empty();
                default -> throw new LinuxException("openat2", directory + "/" + name, (int) -file);
            };
        } finally {
            close.call(parent);
        }
    }

    private Optional<String> read(Path file, String name) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST);
            if (bytes.length == LONGEST) {
                throw new IOException(directory + "/" + name + " is too long to be read");
            }
            return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    private long open(long at, String name, long flags, long resolve) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(name, StandardCharsets.ISO_8859_1);
            MemorySegment how = arena.allocate(3 * JAVA_LONG.byteSize(), JAVA_LONG.byteSize());
            how.setAtIndex(JAVA_LONG, 0, flags);
            how.setAtIndex(JAVA_LONG, 2, resolve);
            return call.call(SYS_OPENAT2, at, path.address(), how.address(), how.byteSize());
        }
    }
}
