package dev.firn.nix.result;

import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.daemon.NixError;
import dev.firn.nix.daemon.PathInfo;
import dev.firn.nix.daemon.SigningKey;
import dev.firn.nix.daemon.Trust;
import dev.firn.nix.nar.NarWriter;
import dev.firn.nix.path.StorePath;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Adds outputs at the derivation's own paths, which a trusted user may do, and anybody who has a
/// key that the store trusts.
final class ExactPaths {

    static final String UNTRUSTED = "the Nix daemon does not trust this user";

    private final NixDaemon daemon;
    private final StorePath drvPath;
    private final List<SigningKey> keys;
    private String refusal = "";

    ExactPaths(NixDaemon daemon, StorePath drvPath, List<SigningKey> keys) {
        this.daemon = daemon;
        this.drvPath = drvPath;
        this.keys = List.copyOf(keys);
    }

    /// Whether it is known beforehand that nothing can be added.
    static boolean isHopeless(NixDaemon daemon, List<SigningKey> keys) {
        return daemon.trust() == Trust.NOT_TRUSTED && keys.isEmpty();
    }

    /// Adds them all, or nothing if this user may not.
    ///
    /// @param outputs in the order of their references
    Optional<Registered> add(List<ScannedOutput> outputs) {
        if (isHopeless(daemon, keys)) {
            refusal = UNTRUSTED;
            return Optional.empty();
        }
        SortedMap<String, StorePath> paths = new TreeMap<>();
        SortedSet<String> different = new TreeSet<>();
        for (ScannedOutput output : outputs) {
            Optional<PathInfo> before = daemon.pathInfo(output.scratch());
            if (before.isEmpty() && !add(output)) {
                return Optional.empty();
            }
            if (before.isPresent() && !before.get().narHash().equals(output.raw().hash())) {
                different.add(output.name());
            }
            daemon.addTempRoot(output.scratch());
            paths.put(output.name(), output.scratch());
        }
        return Optional.of(
                new Registered(paths, new Placement.Exact(different), List.of(), List.of()));
    }

    /// Why nothing was added; empty before that.
    String refusal() {
        return refusal;
    }

    /// Daemons before Nix 2.15 do not say whom they trust, so it is tried.
    private boolean add(ScannedOutput output) {
        PathInfo unsigned =
                new PathInfo(
                        output.scratch(),
                        Optional.of(drvPath),
                        output.raw().hash(),
                        output.raw().size(),
                        output.references(),
                        "",
                        List.of(),
                        true);
        PathInfo info = unsigned.signed(keys.stream().map(key -> key.sign(unsigned)).toList());
        try {
            daemon.addToStoreNar(info, false, out -> NarWriter.write(output.tree(), out));
            return true;
        } catch (NixError e) {
            if (!e.plain().contains("signature")) {
                throw e;
            }
            refusal = UNTRUSTED + ": " + e.plain().strip();
            return false;
        }
    }
}
