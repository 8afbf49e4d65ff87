package dev.firn.mount;

import dev.firn.store.CacheDirectory;
import dev.firn.store.TreeRemoval;
import dev.firn.store.file.PrivateDirectory;
import dev.firn.store.file.Summed;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The records of all mounts of a cache.
///
/// Whoever removes layers has to look here first. A record is written before its mount is made, and
/// the layers are looked up once more after that: whoever removes layers and whoever mounts them
/// cannot both miss each other.
public final class MountRecords {

    private final CacheDirectory cache;

    public MountRecords(CacheDirectory cache) {
        this.cache = cache;
    }

    /// The longest mounted first. Some may belong to mounts that have gone.
    public List<MountRecord> all() throws IOException {
        List<MountRecord> records = new ArrayList<>();
        for (String id : ids()) {
            read(id).ifPresent(records::add);
        }
        records.sort(Comparator.comparing(MountRecord::since).thenComparing(MountRecord::id));
        return records;
    }

    /// Waits until no other process changes anything here, and keeps it so until it is closed, or
    /// this process dies.
    FileChannel lock() throws IOException {
        PrivateDirectory.makeAll(cache.mounts());
        FileChannel channel =
                FileChannel.open(
                        cache.mountsLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            channel.lock();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return channel;
    }

    /// Of every mount, with a record that makes sense or without.
    List<String> ids() throws IOException {
        List<String> ids = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(cache.mounts())) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    ids.add(entry.getFileName().toString());
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return ids;
    }

    /// @return nothing when it is gone, or was cut short when the machine crashed
    Optional<MountRecord> read(String id) throws IOException {
        try {
            byte[] content = Summed.read(cache.mount(id).record()).orElseThrow();
            return Optional.of(MountJson.parse(id, content));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    void write(MountRecord record) throws IOException {
        PrivateDirectory.makeAll(cache.mount(record.id()).directory());
        Path place = cache.mount(record.id()).record();
        cache.workroom().replace(place, Summed.of(place, MountJson.of(record)));
    }

    /// With all that was written to the mount, which must be gone.
    void remove(String id) throws IOException {
        TreeRemoval.remove(cache.mount(id).directory());
    }
}
