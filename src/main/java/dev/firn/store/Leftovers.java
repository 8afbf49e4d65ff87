package dev.firn.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Removes what processes that were killed have left, never what a living one works on.
///
/// Every process may do so at any time, several at once too: whoever has the lock of a dead
/// process's workroom removes it. What cannot be removed now is left for the next one.
public final class Leftovers {

    private final CacheDirectory cache;

    public Leftovers(CacheDirectory cache) {
        this.cache = cache;
    }

    public void sweep() throws IOException {
        for (Path entry : children(cache.work())) {
            String name = entry.getFileName().toString();
            if (!Workroom.isOwn(name)) {
                sweep(entry, name);
            }
        }
        for (Path boot : children(cache.skeletons())) {
            // Mount points of earlier runs of the machine: nobody uses them any more.
            if (!boot.getFileName().toString().equals(cache.bootName())) {
                TreeRemoval.remove(boot);
            }
        }
        for (LayerId id : cache.allLayers()) {
            if (cache.isDoubtful(id)) {
                cache.drop(id);
            }
        }
    }

    private void sweep(Path entry, String name) {
        try {
            if (Workroom.isLock(name)) {
                sweepIfDead(entry);
            } else if (!Files.exists(entry.resolveSibling(Workroom.lockOf(name)))) {
                // The lock file is there before the directory and goes after it.
                TreeRemoval.remove(entry);
            }
        } catch (IOException e) {
            // The next process tries again; this one has better things to do than to fail.
        }
    }

    private void sweepIfDead(Path lockFile) throws IOException {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            if (lock == null || !Files.exists(lockFile)) {
                return;
            }
            Path room =
                    lockFile.resolveSibling(
                            Workroom.directoryOf(lockFile.getFileName().toString()));
            for (Path entry : children(room)) {
                String name = entry.getFileName().toString();
                if (LayerId.isLayerId(name)) {
                    cache.retireIfUnpublished(new LayerId(name));
                } else if (Files.isDirectory(entry)) {
                    cache.completeDrop(new LayerPaths(entry));
                }
            }
            TreeRemoval.remove(room);
            Files.deleteIfExists(lockFile);
        } catch (NoSuchFileException e) {
            // Another process was faster.
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                children.add(entry);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return children;
    }
}
