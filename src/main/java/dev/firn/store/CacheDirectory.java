package dev.firn.store;

import dev.firn.digest.Digest;
import dev.firn.store.file.PrivateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The cache and every path in it:
///
/// ```
/// version                  the format, one line
/// layers/<id>/             what LayerPaths says; appears by one rename, complete
/// keys/<2 hex>/<62 hex>    what to do under a key; appears by one link, after its layer
/// builds/<id>-<name>.json  records of builds; replaced whole
/// runs/<id>/               log and key parts of a step whose layer gave way to an older, equal one
/// derivations/<store path> what was built, and its inputs; replaced whole
/// packages/<name>.json     what steps of a package were found to need; replaced whole
/// inputs/<store path>      what the scripts of an input read; replaced whole
/// skeletons/<boot>/<hex>/  mount points, made anew in each run of the machine
/// mounts/<id>/             a state that is mounted on this machine; there before it is mounted
/// mounts/lock              whoever mounts, unmounts or clears away has it
/// pins/<layer>             a state that is to stay, and what it was called
/// gc/lock                  whoever looks for layers to remove has it
/// gc/removing              shared by who begins to use a layer; held alone while layers go
/// gc/census                what there was when somebody looked; replaced whole
/// gc/growth                bytes of layers made since, a line each
/// gc/pruned                layers that were removed, and why
/// mounted/<name>/          where states are mounted when there is no better place
/// work/<pid>-<random>/     what a living process has not finished, and its .lock beside it
/// ```
///
/// **Order of a step's publication**, and what a death in between leaves: files, delta, log and
/// record are written in the workroom (swept with it); the layer is renamed into `layers/` (found
/// by no key: the sweep sees by the layer's `key` file and the workroom's entry of the same name
/// that its key does not name it, and removes it); the key is linked (a hit from now on); the
/// workroom's entry goes (swept).
///
/// **After a crash of the machine** any file written in its last seconds may be empty or gone. So
/// every layer is born with a marker that names this run of the machine, and loses it only once
/// all of it is on the disk ([Durability]). A layer with the marker of another run is dropped by
/// whoever meets it. A small file whose sum does not fit (`Summed`) is as good as none.
///
/// **Two processes** may do anything at once: a name is only ever made by link or rename, both
/// take the first, and the loser uses what is there.
public final class CacheDirectory implements AutoCloseable {

    private final Path root;
    private final String bootId;
    private final Milestones milestones;
    private final Holds holds = new Holds(this);
    private @Nullable Workroom workroom;
    private boolean closed;

    CacheDirectory(Path root, String bootId, Milestones milestones) {
        this.root = root;
        this.bootId = bootId;
        this.milestones = milestones;
    }

    /// Where the cache is unless the user says something else.
    ///
    /// @param environment of the process
    public static Path usualPlace(Map<String, String> environment) {
        String base = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The XDG specification: a relative path is invalid and to be ignored.
        return base.startsWith("/")
                ? Path.of(base, "firn")
                : Path.of(environment.getOrDefault("HOME", "/"), ".cache", "firn");
    }

    /// The cache at this place, made if nothing is there.
    ///
    /// @throws dev.firn.problem.Problem when it cannot be used; it has not been touched then
    public static CacheDirectory open(Path root) {
        return open(root, BootId.current(), Milestones.none());
    }

    /// The same for another run of the machine, and for one who listens.
    public static CacheDirectory open(Path place, String bootId, Milestones milestones) {
        Path root = place.toAbsolutePath().normalize();
        Admission.admit(root);
        return new CacheDirectory(root, bootId, milestones);
    }

    /// The cache that is at this place, to look into it: it may belong to somebody else, and be
    /// read-only. Nothing is made.
    ///
    /// @throws dev.firn.problem.Problem when there is none, or it cannot be read
    public static CacheDirectory look(Path root) {
        Path absolute = root.toAbsolutePath().normalize();
        Admission.admitReader(absolute);
        return new CacheDirectory(absolute, BootId.current(), Milestones.none());
    }

    public Path root() {
        return root;
    }

    /// Names this run of the machine, from switching on to switching off.
    public String bootId() {
        return bootId;
    }

    public Path layers() {
        return root.resolve("layers");
    }

    public LayerPaths layer(LayerId id) {
        return new LayerPaths(layers().resolve(id.value()));
    }

    /// Every layer, whatever its use, in no order.
    public List<LayerId> allLayers() throws IOException {
        return ids(layers());
    }

    private static List<LayerId> ids(Path directory) throws IOException {
        List<LayerId> ids = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (LayerId.isLayerId(name)) {
                    ids.add(new LayerId(name));
                }
            }
        }
        return ids;
    }

    /// What to do under this key. Its parent directory exists only once something was published.
    public Path key(Digest key) {
        String hex = key.hex();
        return root.resolve("keys").resolve(hex.substring(0, 2)).resolve(hex.substring(2));
    }

    public Path builds() {
        return root.resolve("builds");
    }

    /// @param name of a build: id and derivation
    public Path build(String name) {
        return builds().resolve(name + ".json");
    }

    /// Log and key parts of a run that has no layer of its own. Need not exist.
    public LayerPaths run(LayerId id) {
        return new LayerPaths(runs().resolve(id.value()));
    }

    private Path runs() {
        return root.resolve("runs");
    }

    /// Every run that has no layer of its own, in no order.
    public List<LayerId> allRuns() throws IOException {
        return ids(runs());
    }

    /// A derivation that was built, and its inputs. Its parent directory need not exist.
    ///
    /// @param basename of the store path
    public Path derivation(String basename) {
        return root.resolve("derivations").resolve(basename);
    }

    /// What is known about a package. Its parent directory need not exist.
    ///
    /// @param name of the package, without a version
    public Path knowledge(String name) {
        return root.resolve("packages").resolve(name + ".json");
    }

    /// What the scripts of an input read from the environment. Its parent directory need not exist.
    ///
    /// @param basename of the store path, or a name that stands for several
    public Path inputReads(String basename) {
        return root.resolve("inputs").resolve(basename);
    }

    /// A set of mount points made in this run of the machine.
    public Path skeleton(Digest content) {
        return skeletons().resolve(bootName()).resolve(content.hex().substring(0, 20));
    }

    Path skeletons() {
        return root.resolve("skeletons");
    }

    /// The first part of the boot id is enough to tell two runs apart here, and is short.
    String bootName() {
        return bootId.substring(0, Math.min(8, bootId.length()));
    }

    /// States that are mounted. Need not exist.
    public Path mounts() {
        return root.resolve("mounts");
    }

    /// @param id of a mount
    public MountPaths mount(String id) {
        return new MountPaths(mounts().resolve(id));
    }

    public Path mountsLock() {
        return mounts().resolve("lock");
    }

    /// Directories for mounts. Need not exist.
    public Path mounted() {
        return root.resolve("mounted");
    }

    /// States that are to stay. Need not exist.
    public Path pins() {
        return root.resolve("pins");
    }

    /// What those need who keep the cache within its limits. Need not exist.
    public Path gc() {
        return root.resolve("gc");
    }

    /// The lock of whoever looks for layers to remove.
    public Path gcLock() {
        return gc().resolve("lock");
    }

    Path removing() {
        return gc().resolve("removing");
    }

    /// What there was when somebody looked last. Need not exist.
    public Path census() {
        return gc().resolve("census");
    }

    /// What was added since. Need not exist.
    public Path growth() {
        return gc().resolve("growth");
    }

    /// Layers that were removed, and why. Need not exist.
    public Path pruned() {
        return gc().resolve("pruned");
    }

    Path work() {
        return root.resolve("work");
    }

    /// Keeps a layer from being removed until this process ends or closes the cache. Somebody who
    /// may not write here only learns whether it is there.
    ///
    /// @return whether it is there
    public boolean hold(LayerId id) throws IOException {
        return Files.isWritable(work()) ? holds.add(id) : Files.exists(layer(id).directory());
    }

    /// Says which layers are to go.
    @FunctionalInterface
    public interface Choice {
        /// @param used the layers in use; what they stand on is in use with them
        /// @return a layer only after all that stand on it
        List<LayerId> among(Set<LayerId> used) throws IOException;
    }

    /// Takes layers away, for all who look from now on.
    ///
    /// @param choice is asked which, while nobody can begin to use one
    /// @return the layers as they lie in the workroom now, to be deleted in peace
    public List<Path> prune(Choice choice) throws IOException {
        List<Path> pruned = new ArrayList<>();
        holds.alone(
                used -> {
                    for (LayerId id : choice.among(used)) {
                        Path entry = entryNaming(id).orElse(null);
                        byte[] content = entry == null ? new byte[0] : Files.readAllBytes(entry);
                        workroom().setAside(layer(id).directory()).ifPresent(pruned::add);
                        if (entry != null) {
                            workroom().withdraw(entry, content);
                        }
                    }
                });
        return pruned;
    }

    /// This process's place for unfinished things, opened at the first use.
    ///
    /// @throws IOException also when the cache was closed: what goes on in the background ends then
    public synchronized Workroom workroom() throws IOException {
        if (closed) {
            throw new IOException("the cache is closed");
        }
        Workroom open = workroom;
        if (open == null) {
            open = Workroom.open(work(), milestones);
            workroom = open;
        }
        return open;
    }

    /// Publishes under a key; the first one wins.
    ///
    /// @return whether it was this one
    public boolean publishKey(Digest key, byte[] content) throws IOException {
        Path target = key(key);
        Path parent = target.resolveSibling(".").normalize();
        if (!Files.exists(parent)) {
            PrivateDirectory.makeAll(parent);
        }
        return workroom().publish(target, content);
    }

    /// The published key that leads to this layer, as the layer itself tells.
    Optional<Path> entryNaming(LayerId id) throws IOException {
        Optional<Digest> key = layer(id).readKey();
        if (key.isEmpty()) {
            return Optional.empty();
        }
        Path entry = key(key.get());
        boolean named =
                Files.exists(entry)
                        && Files.readString(entry, StandardCharsets.ISO_8859_1)
                                .contains(id.value());
        return named ? Optional.of(entry) : Optional.empty();
    }

    /// Adds to a layer what was found out about it, or replaces that. Does not count as a use.
    ///
    /// @param file one that [LayerPaths] names
    public void complement(LayerId id, Path file, byte[] content) throws IOException {
        Path directory = layer(id).directory();
        FileTime used = Files.getLastModifiedTime(directory);
        workroom().replace(file, content);
        Files.setLastModifiedTime(directory, used);
    }

    /// Removes a layer that was made for a key which does not lead to it: its maker died, or could
    /// not write the key. Nobody else can have come to know it.
    public void retireIfUnpublished(LayerId id) throws IOException {
        if (Files.exists(layer(id).key()) && entryNaming(id).isEmpty()) {
            retire(id);
        }
    }

    /// Removes a layer and the key that leads to it. In this order: a key without a layer is seen
    /// by whoever looks it up, a layer without a key by nobody.
    public void drop(LayerId id) throws IOException {
        Optional<Path> entry = entryNaming(id);
        if (entry.isEmpty()) {
            retire(id);
            return;
        }
        byte[] content = Files.readAllBytes(entry.get());
        retire(id);
        workroom().withdraw(entry.get(), content);
    }

    /// Removes a layer at once, for all who look from now on.
    public void retire(LayerId id) throws IOException {
        workroom().retire(layer(id).directory());
    }

    /// Whether the layer was made in an earlier run of the machine and never became safe.
    public boolean isDoubtful(LayerId id) throws IOException {
        Path marker = layer(id).unsynced();
        if (!Files.exists(marker)) {
            return false;
        }
        return !Files.readString(marker, StandardCharsets.ISO_8859_1).strip().equals(bootId);
    }

    public Milestones milestones() {
        return milestones;
    }

    /// Removes what this process has not finished.
    @Override
    public void close() throws IOException {
        // Waits for a thread that removes layers, which asks for the workroom in turn.
        holds.close();
        synchronized (this) {
            closed = true;
            if (workroom != null) {
                workroom.close();
                workroom = null;
            }
        }
    }
}
