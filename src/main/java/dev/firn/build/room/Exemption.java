package dev.firn.build.room;

import dev.firn.build.room.Host.HostPath;
import dev.firn.nix.drv.Attributes;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a derivation is to see of the machine besides what all builds see.
///
/// @param outside whether it asks to be built outside of the sandbox (`__noChroot`), and may: it
///     has the network, and sees the machine's files
/// @param paths of the host
public record Exemption(boolean outside, List<HostPath> paths) {

    private static final String OUTSIDE = "__noChroot";
    private static final String HOST_DEPS = "__impureHostDeps";

    /// What every build has its own of.
    private static final Set<String> OWN = Set.of("nix", "build", "dev", "proc", "tmp");

    public Exemption {
        paths = List.copyOf(paths);
    }

    /// @throws Problem in Nix's words when it asks for what it may not have
    public static Exemption of(Host host, Attributes attributes, StorePath drvPath)
            throws IOException {
        if (attributes.flag(OUTSIDE, false)) {
            if (!host.rules().relaxed()) {
                throw new Problem(
                        Problem.Kind.HOST,
                        "derivation '" + drvPath + "' has '__noChroot' set",
                        "that is not allowed when 'sandbox' is 'true'",
                        "--option sandbox relaxed");
            }
            return new Exemption(true, machine());
        }
        List<HostPath> paths = new ArrayList<>();
        for (String asked : attributes.strings(HOST_DEPS).orElse(List.of())) {
            Path path = Path.of(asked).normalize();
            if (host.rules().impureHostDeps().stream().noneMatch(path::startsWith)) {
                throw new Problem(
                        Problem.Kind.HOST,
                        "derivation '" + drvPath + "' requested impure path '" + asked + "'",
                        "it was not in allowed-impure-host-deps",
                        "--option allowed-impure-host-deps " + asked);
            }
            paths.add(new HostPath(path, path.toString(), true, false));
        }
        return new Exemption(false, paths);
    }

    private static List<HostPath> machine() throws IOException {
        List<HostPath> paths = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/"))) {
            for (Path entry : entries) {
                if (!OWN.contains(entry.getFileName().toString()) && Files.isReadable(entry)) {
                    boolean link = Files.isSymbolicLink(entry);
                    paths.add(new HostPath(entry, entry.toString(), true, link));
                }
            }
        }
        return paths;
    }
}
