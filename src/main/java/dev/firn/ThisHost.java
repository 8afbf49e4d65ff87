package dev.firn;

import dev.firn.build.room.Host;
import dev.firn.nix.eval.NixConfig;
import dev.firn.nix.eval.SandboxPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// This machine as its Nix is configured.
final class ThisHost {

    private ThisHost() {}

    static Host of(NixConfig config, String nixVersion) {
        SortedSet<String> systems = new TreeSet<>(config.extraPlatforms());
        systems.add(config.system());
        List<Host.HostPath> paths = new ArrayList<>();
        for (SandboxPath path : config.sandboxPaths()) {
            Path source = Path.of(path.source());
            boolean link = Files.isSymbolicLink(source) && isSince(nixVersion, 22);
            paths.add(new Host.HostPath(source, path.inside(), path.optional(), link));
        }
        int cores =
                config.cores() == 0 ? Runtime.getRuntime().availableProcessors() : config.cores();
        return new Host(
                systems,
                config.systemFeatures(),
                cores,
                config.devShmSize(),
                isSince(nixVersion, 15),
                paths,
                rules(config, nixVersion));
    }

    private static Host.Rules rules(NixConfig config, String nixVersion) {
        SortedSet<Path> deps = new TreeSet<>();
        config.impureHostDeps().forEach(path -> deps.add(Path.of(path).normalize()));
        Optional<Path> certificates =
                isSince(nixVersion, 16)
                        ? config.certificates().filter(Files::exists)
                        : Optional.empty();
        return new Host.Rules(config.relaxed(), deps, certificates);
    }

    /// @param minor of Nix 2
    private static boolean isSince(String version, int minor) {
        String[] parts = version.split("[^0-9]+", 3);
        return parts.length < 2
                || !parts[0].equals("2")
                || parts[1].isEmpty()
                || Integer.parseInt(parts[1], 10) >= minor;
    }
}
