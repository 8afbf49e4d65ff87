package dev.firn.sandbox;

import dev.firn.linux.PathBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The directory that becomes `/`: mount points, links and small files.
///
/// The modes are Nix's, where root owns all this. Here the program does, as an ordinary user has
/// one user id to give away: what keeps it from writing is that [Bubblewrap] makes the mount
/// read-only. Made anew for every run: `/` is newer than any source.
///
/// All paths are absolute paths in the sandbox.
final class RootTree {

    private static final Set<PosixFilePermission> ROOT =
            PosixFilePermissions.fromString("rwxr-x---");
    private static final Set<PosixFilePermission> DIRECTORY =
            PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> ETC =
            PosixFilePermissions.fromString("r-xr-xr-x");
    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-r--r--");

    private final SortedSet<String> directories = new TreeSet<>();
    private final SortedMap<String, String> files;
    private final SortedMap<String, String> links;

    private RootTree(SortedMap<String, String> files, SortedMap<String, String> links) {
        this.files = files;
        this.links = links;
    }

    static RootTree of(SandboxSpec spec, List<Bind.Found> binds) throws IOException {
        RootTree tree =
                new RootTree(
                        new TreeMap<>(StandardView.files(spec.isolation())), StandardView.links());
        tree.directories.addAll(StandardView.mountPoints());
        tree.directories.addAll(spec.overlay().places().values());
        for (Bind.Found bind : binds) {
            if (spec.overlay().covers(bind.target()) || bind.target().startsWith("/proc/")) {
                continue;
            }
            if (bind.access() == Bind.Access.LINK) {
                tree.links.put(bind.target(), Files.readSymbolicLink(bind.source()).toString());
            } else if (bind.directory()) {
                tree.directories.add(bind.target());
            } else {
                tree.files.putIfAbsent(bind.target(), "");
            }
        }
        for (String path : List.copyOf(tree.directories)) {
            tree.addParents(path);
        }
        tree.files.keySet().forEach(tree::addParents);
        tree.links.keySet().forEach(tree::addParents);
        return tree;
    }

    private void addParents(String path) {
        for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            directories.add(path.substring(0, end));
        }
    }

    /// Every directory but `/`, each after its parent.
    SortedSet<String> directories() {
        return directories;
    }

    SortedMap<String, String> files() {
        return files;
    }

    void create(Path root) throws IOException {
        Files.createDirectory(root);
        for (String directory : directories) {
            Files.createDirectory(below(root, directory));
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = below(root, file.getKey());
            Files.writeString(path, file.getValue(), StandardCharsets.ISO_8859_1);
            Files.setPosixFilePermissions(path, FILE);
        }
        for (Map.Entry<String, String> link : links.entrySet()) {
            Files.createSymbolicLink(below(root, link.getKey()), Path.of(link.getValue()));
        }
        for (String directory : directories) {
            Set<PosixFilePermission> mode = directory.equals("/etc") ? ETC : DIRECTORY;
            Files.setPosixFilePermissions(below(root, directory), mode);
        }
        Files.setPosixFilePermissions(root, ROOT);
    }

    private static Path below(Path root, String path) {
        return PathBytes.resolve(root, path.substring(1));
    }
}
