package dev.firn.store;

import dev.firn.store.file.PrivateDirectory;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which layers living processes use, so that nobody removes them.
///
/// A process writes the name of a layer into its workroom *and then* looks whether the layer is
/// there, both with a shared lock on `gc/removing`. Whoever removes layers has that lock for
/// himself: he sees every layer that somebody has found, and a layer that he removes is found by
/// nobody. A layer in the making is in use too: its name is that of a directory in the workroom.
///
/// The lock is a POSIX record lock, which a process loses by closing any descriptor of the file.
/// So one process has one channel to it, whatever its threads do.
final class Holds implements AutoCloseable {

    private static final String FILE = "holds";

    /// Record locks are those of a process, not of a thread or of an object.
    private static final Object PROCESS = new Object();

    private final CacheDirectory cache;
    private final Set<LayerId> own = new HashSet<>();
    private @Nullable FileChannel channel;

    Holds(CacheDirectory cache) {
        this.cache = cache;
    }

    /// Keeps a layer until this process ends or closes the cache.
    ///
    /// @return whether the layer is there
    boolean add(LayerId id) throws IOException {
        synchronized (PROCESS) {
            if (!own.contains(id)) {
                try (FileLock _ = lock(true)) {
                    Files.writeString(
                            cache.workroom().file(FILE),
                            id.value() + '\n',
                            StandardCharsets.ISO_8859_1,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                    own.add(id);
                    return Files.exists(cache.layer(id).directory());
                }
            }
        }
        return Files.exists(cache.layer(id).directory());
    }

    /// Does something while no process begins to use a layer.
    void alone(Removal removal) throws IOException {
        synchronized (PROCESS) {
            try (FileLock _ = lock(false)) {
                removal.remove(all());
            }
        }
    }

    /// What removes layers.
    @FunctionalInterface
    interface Removal {
        /// @param used the layers in use; with them go all that they stand on
        void remove(Set<LayerId> used) throws IOException;
    }

    /// The layers that are in use, or were when a process died whose workroom is still there.
    private Set<LayerId> all() throws IOException {
        Set<LayerId> all = new HashSet<>();
        try (DirectoryStream<Path> rooms = Files.newDirectoryStream(cache.work())) {
            for (Path room : rooms) {
                if (Files.isDirectory(room)) {
                    addAll(room, all);
                }
            }
        }
        return all;
    }

    private static void addAll(Path room, Set<LayerId> all) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(room)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (LayerId.isLayerId(name)) {
                    all.add(new LayerId(name));
                }
            }
            for (String line :
                    Files.readAllLines(room.resolve(FILE), StandardCharsets.ISO_8859_1)) {
                if (LayerId.isLayerId(line)) {
                    all.add(new LayerId(line));
                }
            }
        } catch (NoSuchFileException e) {
            // It holds none, or has just been closed.
            return;
        }
    }

    /// An interruption closes the channel that a thread waits on. It has to wait all the same: what
    /// was built until then is still to be kept.
    private FileLock lock(boolean shared) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return channel().lock(0, 1, shared);
                } catch (ClosedByInterruptException | FileLockInterruptionException e) {
                    interrupted = true;
                    Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private FileChannel channel() throws IOException {
        FileChannel open = channel;
        if (open == null || !open.isOpen()) {
            PrivateDirectory.makeAll(cache.gc());
            open =
                    FileChannel.open(
                            cache.removing(),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            channel = open;
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        synchronized (PROCESS) {
            if (channel != null) {
                channel.close();
                channel = null;
            }
            own.clear();
        }
    }
}
