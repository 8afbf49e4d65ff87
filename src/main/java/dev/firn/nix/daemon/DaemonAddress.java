package dev.firn.nix.daemon;

import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
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

    String UNIX = "unix://";

    /// Nix's own serving process, for a user who may write the store.
    Own OWN = new Own(List.of("nix-daemon", "--stdio"));

    /// What Nix itself would use, except that a socket is preferred even where the store is
    /// writable: it spares the start of a process.
    ///
    /// @throws Problem when `NIX_REMOTE`, `NIX_STORE_DIR` or its older name `NIX_STORE` names a
    ///     store that is not in `/nix/store` of this machine
    static DaemonAddress of(Map<String, String> environment) {
        for (String name : List.of("NIX_STORE_DIR", "NIX_STORE")) {
            String store = environment.getOrDefault(name, "");
            if (!store.isEmpty() && !isStore(store)) {
                throw elsewhere(name + " is '" + store + "'", "unset " + name);
            }
        }
        Path state = Path.of(environment.getOrDefault("NIX_STATE_DIR", "/nix/var/nix"));
        String given = environment.getOrDefault("NIX_DAEMON_SOCKET_PATH", "");
        Path socket = given.isEmpty() ? state.resolve("daemon-socket/socket") : Path.of(given);
        String remote = environment.getOrDefault("NIX_REMOTE", "");
        int query = remote.indexOf('?');
        String kind = query < 0 ? remote : remote.substring(0, query);
        boolean here = query < 0 || isHere(remote.substring(query + 1));
        if (here && (kind.equals("daemon") || kind.equals(UNIX))) {
            return new Socket(socket, false);
        }
        if (here && kind.startsWith(UNIX)) {
            return new Socket(Path.of(kind.substring(UNIX.length())), false);
        }
        if (here && (kind.equals("local") || kind.equals("local://"))) {
            return OWN;
        }
        if (!here || !(kind.isEmpty() || kind.equals("auto"))) {
            throw elsewhere(
                    "the store is '" + remote + "'",
                    "NIX_REMOTE=auto firn ...; or look for 'store' in nix.conf and NIX_CONFIG");
        }
        boolean writable = Files.isWritable(state);
        return writable && !Files.exists(socket) ? OWN : new Socket(socket, writable);
    }

    /// Whether a store with these parameters is in the usual place. Its database and its logs may
    /// be anywhere.
    private static boolean isHere(String parameters) {
        for (String each : parameters.split("&")) {
            int equals = each.indexOf('=');
            String name = equals < 0 ? each : each.substring(0, equals);
            String value = URLDecoder.decode(each.substring(equals + 1), StandardCharsets.UTF_8);
            boolean elsewhere =
                    switch (name) {
                        case "root" -> !value.isEmpty() && !value.equals("/");
                        case "store", "real" -> !isStore(value);
                        default -> false;
                    };
            if (elsewhere) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStore(String path) {
        return Path.of(path).normalize().equals(Path.of(StorePath.STORE_DIR));
    }

    private static Problem elsewhere(String what, String fix) {
        return new Problem(
                Problem.Kind.HOST,
                what + ", and firn cannot build with it",
                "firn needs /nix/store on this machine, by a daemon or directly",
                fix);
    }
}
