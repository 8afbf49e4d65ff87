package dev.firn.snapshot;

import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import dev.firn.store.LayerPaths;
import dev.firn.store.Milestones.Milestone;
import dev.firn.store.TreeRemoval;
import dev.firn.store.file.PrivateDirectory;
import dev.firn.store.file.Summed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// A layer in the making: an empty upper directory on top of a chain.
///
/// [#commit] turns it into a [Layer] by one rename, whatever its size; until then [#close] removes
/// everything. The overlay must be unmounted before either. After a commit the caller publishes
/// the layer's key and only then closes the scratch: what is left of it tells the sweep of
/// another process which layer to look at, should this one die in between.
public final class Scratch implements AutoCloseable {

    /// Of `/`, whatever the umask of this process.
    private static final int ROOT_MODE = 0755;

    private final CacheDirectory cache;
    private final Chain chain;
    private final boolean flattened;
    private final List<Path> lowers;
    private final LayerId id;
    private final Path directory;
    private final LayerPaths paths;
    private final LaidFiles laidFiles;

    private Scratch(CacheDirectory cache, Chain chain, Skeleton skeleton, boolean flattened)
            throws IOException {
        this.cache = cache;
        this.chain = chain;
        this.flattened = flattened;
        lowers = new ArrayList<>(flattened ? List.of() : chain.lowers());
        lowers.add(skeleton.directory());
        id = LayerId.random();
        directory = cache.workroom().scratch(id);
        paths = new LayerPaths(PrivateDirectory.make(directory.resolve("layer")));
        Files.createDirectory(paths.files());
        Files.setAttribute(paths.files(), "unix:mode", ROOT_MODE);
        PrivateDirectory.make(work());
        PrivateDirectory.make(run());
        Files.writeString(paths.unsynced(), cache.bootId() + "\n", StandardCharsets.ISO_8859_1);
        laidFiles = new LaidFiles(paths.files(), lowers);
        cache.milestones().reached(Milestone.SCRATCH_OPENED);
    }

    /// A scratch for one step on top of a chain.
    public static Scratch open(CacheDirectory cache, Chain chain, Skeleton skeleton)
            throws IOException {
        return new Scratch(cache, chain, skeleton, false);
    }

    /// A scratch whose upper directory is a copy of the whole chain: in it all hard links hold,
    /// and every directory can be renamed. Costs as much as the tree is big.
    public static Scratch flattened(CacheDirectory cache, Chain chain, Skeleton skeleton)
            throws IOException, InterruptedException {
        Scratch scratch = new Scratch(cache, chain, skeleton, true);
        try {
            new ChainCopy(cache, chain, scratch.run()).whole(scratch.upper());
        } catch (IOException | InterruptedException | RuntimeException e) {
            scratch.close();
            throw e;
        }
        return scratch;
    }

    /// The name that the layer is going to have.
    public LayerId id() {
        return id;
    }

    /// Where delta, log and key parts are to be written before the commit.
    public LayerPaths paths() {
        return paths;
    }

    /// The overlay's lower directories, top first; the last one is the skeleton.
    public List<Path> lowers() {
        return List.copyOf(lowers);
    }

    /// The overlay's upper directory.
    public Path upper() {
        return paths.files();
    }

    /// The overlay's work directory. Cannot be used for a second mount: `volatile` marks it.
    public Path work() {
        return directory.resolve("work");
    }

    /// For the caller's own files; gone when the scratch is closed.
    public Path run() {
        return directory.resolve("run");
    }

    /// Lays a file into the tree that is there during the step and no part of the layer. Only
    /// while the overlay is not mounted.
    ///
    /// @param path relative, bytes
    /// @param mode permission bits
    public void lay(String path, byte[] content, int mode) throws IOException {
        laidFiles.lay(path, content, mode);
    }

    /// Lays an empty file that the step is going to write to, and that is part of the layer then.
    /// Only while the overlay is not mounted.
    ///
    /// @param path relative, bytes
    /// @param mode permission bits
    public void expect(String path, int mode) throws IOException {
        laidFiles.expect(path, mode);
    }

    /// Whether anything has read, copied, moved or removed a file since the step wrote it, or since
    /// it was laid there.
    ///
    /// @param path relative, bytes
    public boolean isUsed(String path) throws IOException {
        FileUse use = FileUse.of(upper(), path);
        return use.isThere() ? use.isUsed() : laidFiles.hasLaid(path);
    }

    /// Takes away what was laid, as [#commit] does. Only while the overlay is not mounted.
    public void removeLaid() throws IOException {
        laidFiles.remove();
    }

    /// Hard links that the step has torn: an overlay copies a file before it is written to, and
    /// then the other names still have the old content. Such a step has to be run again on a
    /// [#flattened] scratch. Only while the overlay is not mounted.
    ///
    /// @return the names of each torn file, relative, bytes
    public List<List<String>> brokenHardLinks(Upkeep upkeep) throws IOException {
        if (flattened) {
            return List.of();
        }
        return new HardLinks(upkeep).broken(chain, upper());
    }

    /// Seals the layer, which this process holds. Copies nothing.
    public Layer commit(Sealing sealing) throws IOException {
        laidFiles.remove();
        cache.milestones().reached(Milestone.LAID_FILES_REMOVED);
        LayerRecord record = new LayerRecord(sealing, chain.topId(), flattened);
        if (sealing.key().isPresent()) {
            paths.writeKey(sealing.key().get());
        }
        Summed.write(paths.record(), record.toJson());
        cache.milestones().reached(Milestone.RECORD_WRITTEN);
        LayerPaths sealed = cache.layer(id);
        Files.move(paths.directory(), sealed.directory(), StandardCopyOption.ATOMIC_MOVE);
        cache.milestones().reached(Milestone.LAYER_IN_PLACE);
        // So far it was held by the name of this scratch.
        cache.hold(id);
        return new Layer(id, sealed, record);
    }

    /// Removes what was not committed, and also a layer that was committed for a key and not
    /// published under it. What cannot be removed, as from a disk that has just become read-only,
    /// is left to the sweep: whoever closes has something more important to say.
    @Override
    public void close() {
        try {
            cache.retireIfUnpublished(id);
            TreeRemoval.remove(directory);
        } catch (IOException e) {
            return;
        }
        cache.milestones().reached(Milestone.SCRATCH_REMOVED);
    }
}
