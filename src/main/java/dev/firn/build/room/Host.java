package dev.firn.build.room;

import dev.firn.nix.path.StorePath;
import dev.firn.sandbox.Bind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What the configuration of Nix on this machine says about builds.
///
/// @param systems that can be built for here, such as `x86_64-linux`
/// @param features that a derivation may require (`system-features`)
/// @param cores for `NIX_BUILD_CORES`
/// @param sharedMemory size of `/dev/shm`
/// @param graphSaysValid whether this Nix says of each path in a structured graph of references
///     that it is valid
/// @param paths of the host that builds see (`sandbox-paths`)
/// @param rules for derivations that ask for more
public record Host(
        SortedSet<String> systems,
        SortedSet<String> features,
        int cores,
        String sharedMemory,
        boolean graphSaysValid,
        List<HostPath> paths,
        Rules rules) {

    public Host {
        systems = Collections.unmodifiableSortedSet(new TreeSet<>(systems));
        features = Collections.unmodifiableSortedSet(new TreeSet<>(features));
        paths = List.copyOf(paths);
    }

    /// Whether builds may use `/dev/kvm`.
    public boolean kvm() {
        return features.contains("kvm");
    }

    /// What derivations may ask for.
    ///
    /// @param relaxed whether one may ask to be built outside of the sandbox
    /// @param impureHostDeps paths that one may see, with all below them
    /// @param certificates what one with network gets as `/etc/ssl/certs/ca-certificates.crt`
    public record Rules(
            boolean relaxed, SortedSet<Path> impureHostDeps, Optional<Path> certificates) {

        public Rules {
            impureHostDeps = Collections.unmodifiableSortedSet(new TreeSet<>(impureHostDeps));
        }
    }

    /// The same, of which a build sees more.
    public Host with(List<HostPath> more) {
        List<HostPath> all = new ArrayList<>(paths);
        for (HostPath path : more) {
            if (paths.stream().noneMatch(each -> each.target().equals(path.target()))) {
                all.add(path);
            }
        }
        return new Host(systems, features, cores, sharedMemory, graphSaysValid, all, rules);
    }

    /// A path of the host that builds see.
    ///
    /// @param target where in the sandbox
    /// @param optional whether it may be absent
    /// @param link whether it appears as the symbolic link that it is
    public record HostPath(Path source, String target, boolean optional, boolean link) {

        /// What a build sees of it, as far as keys are concerned.
        public String identity() throws IOException {
            return link ? source + " -> " + Files.readSymbolicLink(source) : source.toString();
        }
    }

    /// Store paths among the sources: their closures have to be seen too.
    public SortedSet<StorePath> storePaths() {
        SortedSet<StorePath> found = new TreeSet<>();
        for (HostPath path : paths) {
            if (path.source().startsWith(StorePath.STORE_DIR) && path.source().getNameCount() > 2) {
                found.add(StorePath.containing(path.source().toString()));
            }
        }
        return found;
    }

    /// The same for the sandbox.
    public List<Bind> binds() throws IOException {
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        List<Bind> binds = new ArrayList<>();
        for (HostPath path : paths) {
            if (path.link()) {
                binds.add(Bind.link(path.source(), path.target()));
                continue;
            }
            Bind bind =
                    root && !isForOthersToWrite(path.source())
                            ? Bind.readOnly(path.source(), path.target())
                            : Bind.writable(path.source(), path.target());
            binds.add(path.optional() ? bind.ifPresent() : bind);
        }
        return binds;
    }

    /// Nix lets a build write where the build user may write. Built by root, everything would be
    /// writable in the sandbox that belongs to root, the host's own programs included; so what
    /// only root may write is mounted read-only.
    private static boolean isForOthersToWrite(Path path) throws IOException {
        if (!Files.exists(path)) {
            return false;
        }
        Set<PosixFilePermission> modes = Files.getPosixFilePermissions(path);
        return modes.contains(PosixFilePermission.GROUP_WRITE)
                || modes.contains(PosixFilePermission.OTHERS_WRITE);
    }
}
