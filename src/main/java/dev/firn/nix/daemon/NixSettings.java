package dev.firn.nix.daemon;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where the daemon is and, if the user has a say in it, how it should build.
///
/// @param options what is asked of the daemon for this connection; without them it goes by its own
///     configuration
public record NixSettings(DaemonAddress address, Optional<Options> options) {

    /// The options any user may set. There is no way to send only some of them.
    ///
    /// @param verbosity Nix's scale; 3 is what a person wants to see
    /// @param maxJobs builds at once
    /// @param cores cores each may use, 0 for all
    /// @param substitute whether paths may be fetched
    /// @param keepGoing whether other builds go on after a failure
    /// @param fallback whether to build what failed to be fetched
    /// @param maxSilentTime seconds without output after which a build is ended, 0 for never
    /// @param others settings by name, which only a daemon heeds that trusts this user
    public record Options(
            int verbosity,
            int maxJobs,
            int cores,
            boolean substitute,
            boolean keepGoing,
            boolean fallback,
            int maxSilentTime,
            SortedMap<String, String> others) {

        public Options {
            others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
        }
    }

    /// The daemon that this environment names, with its own configuration.
    ///
    /// @param environment of the process: `NIX_REMOTE`, `NIX_DAEMON_SOCKET_PATH`, `NIX_STATE_DIR`
    public static NixSettings of(Map<String, String> environment) {
        return new NixSettings(DaemonAddress.of(environment), Optional.empty());
    }

    public NixSettings with(Options wanted) {
        return new NixSettings(address, Optional.of(wanted));
    }
}
