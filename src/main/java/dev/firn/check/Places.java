package dev.firn.check;

import dev.firn.cache.BuildRecords;
import dev.firn.check.Flaw.Kind;
import dev.firn.linux.PathBytes;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import dev.firn.store.file.Ledger;
import dev.firn.store.file.Summed;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Every path of the cache by [CacheDirectory]'s map: what is not in it is foreign, and what is
/// in it has to be of its kind. Symbolic links are never followed.
final class Places {

    private static final Set<String> LAYER_FILES =
            Set.of(
                    "record.json",
                    "delta.json",
                    "parts.json",
                    "log",
                    "key",
                    "survey.json",
                    "reads",
                    "digest",
                    "unsynced");

    private static final Set<String> RUN_FILES = Set.of("log", "parts.json", "digest");
    private static final Set<String> GC_LISTS = Set.of("growth", "pruned");
    private static final Set<String> GC_LOCKS = Set.of("lock", "removing");
    private static final Pattern TWO = Pattern.compile("[0-9a-f]{2}");
    private static final Pattern REST = Pattern.compile("[0-9a-f]{62}");
    private static final Pattern DERIVATION = Pattern.compile("[0-9a-z]{32}-.+\\.drv");
    private static final Pattern INPUT = Pattern.compile("[0-9a-z]{32}-.+|scripts~[0-9a-f]{64}");
    private static final String JSON = ".json";
    private static final int PERMISSIONS = 07777;
    private static final int PRIVATE = 0700;

    private final CacheDirectory cache;
    private final Flaws flaws;
    private final Object owner;

    final List<LayerId> layers = new ArrayList<>();
    final List<LayerId> runs = new ArrayList<>();
    final List<Path> entries = new ArrayList<>();

    /// Builds, derivations, packages, inputs.
    final List<Path> summed = new ArrayList<>();

    Places(CacheDirectory cache, Flaws flaws) throws IOException {
        this.cache = cache;
        this.flaws = flaws;
        this.owner = Files.getAttribute(cache.root(), "unix:uid");
    }

    private interface Visitor {
        void visit(Path entry, String name) throws IOException;
    }

    void walk() throws IOException {
        requirePrivate(cache.root());
        each(cache.root(), this::part);
    }

    private void part(Path entry, String name) throws IOException {
        switch (name) {
            case "version" -> isFile(entry);
            case "layers" -> each(entry, true, this::layer);
            case "runs" -> each(entry, true, this::run);
            case "keys" -> each(entry, true, this::keys);
            case "builds" -> each(entry, true, this::build);
            case "derivations" ->
                    each(
                            entry,
                            true,
                            (file, each) -> small(file, DERIVATION.matcher(each).matches()));
            case "packages" -> each(entry, true, (file, each) -> small(file, each.endsWith(JSON)));
            case "inputs" ->
                    each(entry, true, (file, each) -> small(file, INPUT.matcher(each).matches()));
            case "skeletons" -> each(entry, true, this::skeletons);
            case "gc" -> each(entry, true, this::gc);
            case "pins" -> each(entry, true, this::pin);
            case "mounts" -> each(entry, false, this::mount);
            case "mounted" -> each(entry, false, (directory, each) -> {});
            // Unfinished things are looked at by whoever knows who lives.
            case "work" -> each(entry, true, (room, each) -> {});
            default -> foreign(entry);
        }
    }

    private void layer(Path entry, String name) throws IOException {
        if (!LayerId.isLayerId(name)) {
            foreign(entry);
            return;
        }
        LayerId id = new LayerId(name);
        layers.add(id);
        each(
                entry,
                (file, part) -> {
                    boolean tree = part.equals("files");
                    if (!tree && !LAYER_FILES.contains(part)) {
                        foreign(file);
                    } else if (tree != Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                            || (!tree && !isRegular(file))) {
                        flaws.damaged(id, file, "is of another kind than firn has made");
                    } else {
                        requireOwner(file);
                    }
                });
    }

    private void run(Path entry, String name) throws IOException {
        if (!LayerId.isLayerId(name)) {
            foreign(entry);
            return;
        }
        runs.add(new LayerId(name));
        each(
                entry,
                (file, part) -> {
                    if (RUN_FILES.contains(part)) {
                        isFile(file);
                    } else {
                        foreign(file);
                    }
                });
    }

    private void keys(Path entry, String name) throws IOException {
        if (!TWO.matcher(name).matches()) {
            foreign(entry);
            return;
        }
        each(
                entry,
                (file, rest) -> {
                    if (!REST.matcher(rest).matches()) {
                        foreign(file);
                    } else if (isFile(file)) {
                        entries.add(file);
                    }
                });
    }

    private void build(Path entry, String name) throws IOException {
        boolean named =
                name.endsWith(JSON)
                        && BuildRecords.Name.of(name.substring(0, name.length() - JSON.length()))
                                .isPresent();
        small(entry, named);
    }

    private void small(Path file, boolean known) throws IOException {
        if (known(file, known)) {
            summed.add(file);
        }
    }

    private boolean known(Path file, boolean known) throws IOException {
        if (!known) {
            foreign(file);
        }
        return known && isFile(file);
    }

    private void skeletons(Path entry, String name) throws IOException {
        each(
                entry,
                (skeleton, digest) ->
                        each(skeleton, (point, each) -> requireEmpty(skeleton, point)));
    }

    /// There is never anything in a mount point.
    private void requireEmpty(Path skeleton, Path point) throws IOException {
        if (Files.isDirectory(point, LinkOption.NOFOLLOW_LINKS)) {
            each(point, (below, each) -> requireEmpty(skeleton, below));
        } else if (isRegular(point) && Files.size(point) > 0) {
            flaws.damaged(point, "is to be empty", new Remedy.Remove(skeleton));
        }
    }

    private void gc(Path file, String name) throws IOException {
        boolean listed = GC_LISTS.contains(name);
        if (name.equals("census")) {
            small(file, true);
        } else if (known(file, listed || GC_LOCKS.contains(name))
                && !(listed ? new Ledger(file).isWhole() : Files.size(file) == 0)) {
            flaws.damaged(file, "is not what firn has written", new Remedy.Remove(file));
        }
    }

    /// It pins all the same: the name is what counts.
    private void pin(Path file, String name) throws IOException {
        if (known(file, LayerId.isLayerId(name)) && Summed.read(file).isEmpty()) {
            flaws.damaged(file, Index.NO_SUM, new Remedy.Leave("firn unpin " + name));
        }
    }

    private void mount(Path entry, String name) throws IOException {
        if (name.equals("lock")) {
            isFile(entry);
        } else if (!LayerId.isLayerId(name)) {
            foreign(entry);
        }
    }

    private boolean isFile(Path file) throws IOException {
        if (!isRegular(file)) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                flaws.damaged(
                        file, "is of another kind than firn has made", new Remedy.Remove(file));
            }
            return false;
        }
        requireOwner(file);
        return true;
    }

    private static boolean isRegular(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private void foreign(Path file) {
        String path = PathBytes.of(file);
        String word =
                path.matches("[\\w./+=@%^~-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
        flaws.add(Kind.FOREIGN, file, "was not made by firn", new Remedy.Leave("rm -r " + word));
    }

    private void each(Path directory, boolean closed, Visitor visitor) throws IOException {
        if (closed) {
            requirePrivate(directory);
        }
        each(directory, visitor);
    }

    /// What vanishes meanwhile was somebody else's to remove.
    private void each(Path directory, Visitor visitor) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                flaws.damaged(
                        directory,
                        "is no directory",
                        new Remedy.Leave("put a directory in its place, or remove it"));
            }
            return;
        }
        requireOwner(directory);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                visitor.visit(entry, PathBytes.name(entry));
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (AccessDeniedException e) {
            flaws.damaged(
                    directory,
                    "cannot be read",
                    new Remedy.Leave("chmod u+rwx " + PathBytes.of(directory)));
        }
    }

    private void requireOwner(Path file) throws IOException {
        try {
            Object uid = Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            if (!uid.equals(owner)) {
                flaws.damaged(
                        file,
                        "belongs to user " + uid + ", and the cache to user " + owner,
                        new Remedy.Leave("as root: chown " + owner + " " + PathBytes.of(file)));
            }
        } catch (NoSuchFileException e) {
            return;
        }
    }

    private void requirePrivate(Path directory) throws IOException {
        Map<String, Object> facts =
                Files.readAttributes(directory, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        int mode = (Integer) facts.getOrDefault("mode", 0);
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && (mode & PERMISSIONS) != PRIVATE) {
            flaws.damaged(
                    directory,
                    "has mode " + Integer.toOctalString(mode & PERMISSIONS) + " instead of 700",
                    new Remedy.Close(directory));
        }
    }
}
