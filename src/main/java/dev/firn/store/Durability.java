package dev.firn.store;

import dev.firn.store.Milestones.Milestone;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Brings layers to the disk, some time after they were sealed.
///
/// One `syncfs` by a child process (`sync -f`), for two reasons that were measured: an `fsync` for
/// each of 20000 small files takes 7 to 11 s where this takes 0.3 to 0.6 s, with others writing no
/// faster meanwhile; and a thread inside the system call would hold up the end of this process
/// until the disk is done (0.2 s after 500 MB). When this process ends first, the child goes on by
/// itself and the next firn removes the markers.
public final class Durability {

    private final CacheDirectory cache;

    public Durability(CacheDirectory cache) {
        this.cache = cache;
    }

    /// Layers of this run of the machine that may not be on the disk yet.
    public List<LayerId> unsynced() throws IOException {
        List<LayerId> waiting = new ArrayList<>();
        for (LayerId id : cache.allLayers()) {
            if (Files.exists(cache.layer(id).unsynced()) && !cache.isDoubtful(id)) {
                waiting.add(id);
            }
        }
        return waiting;
    }

    /// Waits until these are on the disk and removes their markers. When syncing fails the markers
    /// stay, so nothing is believed that is not so.
    public void sync(Collection<LayerId> sealed) throws IOException, InterruptedException {
        if (sealed.isEmpty()) {
            return;
        }
        syncNow(cache.layers());
        cache.milestones().reached(Milestone.SYNCED);
        for (LayerId id : sealed) {
            removeMarker(cache.layer(id));
        }
        cache.milestones().reached(Milestone.MARKER_REMOVED);
    }

    /// Does not count as a use.
    private static void removeMarker(LayerPaths layer) throws IOException {
        try {
            FileTime used = Files.getLastModifiedTime(layer.directory());
            if (Files.deleteIfExists(layer.unsynced())) {
                Files.setLastModifiedTime(layer.directory(), used);
            }
        } catch (NoSuchFileException e) {
            // It has been removed meanwhile.
        }
    }

    /// Waits until all of the file system around this place is on the disk.
    static void syncNow(Path place) throws IOException, InterruptedException {
        Process sync =
                new ProcessBuilder("sync", "-f", place.toString())
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD)
                        .start();
        int exit = sync.waitFor();
        if (exit != 0) {
            throw new IOException("sync -f ended with " + exit);
        }
    }
}
