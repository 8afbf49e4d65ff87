package dev.firn.store;

import dev.firn.digest.Digest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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

    /// What processes were about, those that live and those that have died.
    ///
    /// @param others the ids of those that live, but for this one
    /// @param dead what is left of those that have died
    /// @param layers that are being made, or were, and may not be under their keys yet
    /// @param keys of layers that are being removed, or were, and may still be there
    public record Unfinished(
            Set<String> others, List<Path> dead, Set<LayerId> layers, Set<Digest> keys) {
        public Unfinished {
            others = Set.copyOf(others);
            dead = List.copyOf(dead);
            layers = Set.copyOf(layers);
            keys = Set.copyOf(keys);
        }
    }

    /// Looks, and changes nothing. Who may not write here cannot tell the living from the dead, and
    /// takes all for alive.
    public Unfinished unfinished() throws IOException {
        Set<String> others = new TreeSet<>();
        List<Path> dead = new ArrayList<>();
        Set<LayerId> layers = new HashSet<>();
        Set<Digest> keys = new HashSet<>();
        for (Path entry : children(cache.work())) {
            String name = entry.getFileName().toString();
            if (!Files.isDirectory(entry)) {
                continue;
            }
            Path lock = entry.resolveSibling(Workroom.lockOf(name));
            boolean alive = !Files.isWritable(lock) || Workroom.isAlive(lock);
            if (!alive || !Files.exists(lock)) {
                dead.add(entry);
            } else if (!Workroom.isOwn(name)) {
                others.add(name.split("-", 2)[0]);
            }
            for (Path each : children(entry)) {
                String what = each.getFileName().toString();
                if (LayerId.isLayerId(what)) {
                    layers.add(new LayerId(what));
                } else if (Files.isDirectory(each)) {
                    new LayerPaths(each).readKey().ifPresent(keys::add);
                }
            }
        }
        return new Unfinished(others, dead, layers, keys);
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
                    completeDrop(new LayerPaths(entry));
                }
            }
            TreeRemoval.remove(room);
            Files.deleteIfExists(lockFile);
        } catch (NoSuchFileException e) {
            // Another process was faster.
        }
    }

    /// Takes the key away from a layer that is gone, where whoever dropped it died before he could.
    ///
    /// @param retired where the layer lies now
    private void completeDrop(LayerPaths retired) throws IOException {
        Path entry = retired.readKey().map(cache::key).orElse(null);
        if (entry == null || !Files.exists(entry)) {
            return;
        }
        byte[] content = Files.readAllBytes(entry);
        String text = new String(content, StandardCharsets.ISO_8859_1);
        String name = text.lines().findFirst().orElse("").replaceFirst("^layer ", "");
        if (LayerId.isLayerId(name) && !Files.exists(cache.layer(new LayerId(name)).directory())) {
            cache.workroom().withdraw(entry, content);
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
