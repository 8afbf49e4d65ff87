package dev.firn.sandbox;

import java.nio.file.Path;
import java.util.Optional;

/// How much of the machine shows.
///
/// @param certificates of a run with network: the file that appears as
///     `/etc/ssl/certs/ca-certificates.crt`
/// @param linux32 whether `uname` claims a 32-bit processor of the same family
/// @param kvm whether `/dev/kvm` appears, if the host has it
/// @param sharedMemory size of `/dev/shm` as tmpfs takes it: `50%`, `2g`
public record Isolation(
        Network network,
        Optional<Path> certificates,
        boolean linux32,
        boolean kvm,
        String sharedMemory) {

    /// Which network interfaces there are.
    public enum Network {
        /// A loopback device of its own.
        NONE,
        /// Those of the host, with its name resolution.
        HOST
    }

    public Isolation {
        if (!sharedMemory.matches("[0-9]+[kKmMgG%]?")) {
            throw new IllegalArgumentException("not a size: " + sharedMemory);
        }
    }

    /// Without network, devices and tricks: what an ordinary derivation gets.
    public static Isolation complete() {
        return new Isolation(Network.NONE, Optional.empty(), false, false, "50%");
    }

    /// The same with the host's network.
    public Isolation withNetwork(Optional<Path> bundle) {
        return new Isolation(Network.HOST, bundle, linux32, kvm, sharedMemory);
    }
}
