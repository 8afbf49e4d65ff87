package dev.firn.nix.daemon;

import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How to reach the store: a socket where a daemon listens, or a daemon of our own.
public sealed interface DaemonAddress {

    /// A daemon that listens.
    ///
    /// @param orOwn whether this user owns the store and can do without a daemon that listens
    record Socket(Path path, boolean orOwn) implements DaemonAddress {}

    /// A daemon started for this connection, talked to over its standard streams.
    record Own(List<String> command) implements DaemonAddress {
        public Own {
            command = List.copyOf(command);
        }
    }

    /// Nix's own serving process, for a user who may write the store.
    Own OWN = new Own(List.of("nix-daemon", "--stdio"));

    /// What Nix itself would use, except that a socket is preferred even where the store is
    /// writable: it spares the start of a process.
    ///
    /// @throws Problem when `NIX_REMOTE` or `NIX_STORE_DIR` names a store that is not on this
    // machine
    static DaemonAddress of(Map<String, String> environment) {
        String store = environment.getOrDefault("NIX_STORE_DIR", "");
        if (!store.isEmpty() && !store.equals(StorePath.STORE_DIR)) {
            throw elsewhere("NIX_STORE_DIR is '" + store + "'", "unset NIX_STORE_DIR");
        }
        Path state = Path.of(environment.getOrDefault("NIX_STATE_DIR", "/nix/var/nix"));
        String given = environment.getOrDefault("NIX_DAEMON_SOCKET_PATH", "");
        Path socket = given.isEmpty() ? state.resolve("daemon-socket/socket") : Path.of(given);
        String remote = environment.getOrDefault("NIX_REMOTE", "");
        if (remote.equals("daemon") || remote.equals("unix://")) {
            return new Socket(socket, false);
        }
        if (remote.startsWith("unix://")) {
            int query = remote.indexOf('?');
            String path = remote.substring("unix://".length(), query < 0 ? remote.length() : query);
            return new Socket(Path.of(path), false);
        }
        if (remote.equals("local")) {
            return OWN;
        }
        if (!remote.isEmpty() && !remote.equals("auto")) {
            throw elsewhere(
                    "the store is '" + remote + "'",
                    "unset NIX_REMOTE, and look for 'store' in nix.conf");
        }
        boolean writable = Files.isWritable(state);
        return writable && !Files.exists(socket) ? OWN : new Socket(socket, writable);
    }

    private static Problem elsewhere(String what, String fix) {
        return new Problem(
                Problem.Kind.HOST,
                what + ", and firn cannot build with it",
                "firn needs /nix/store on this machine, by a daemon or directly",
                fix);
    }
}
