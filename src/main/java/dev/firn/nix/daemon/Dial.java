package dev.firn.nix.daemon;

import dev.firn.nix.wire.Link;
import dev.firn.nix.wire.ProcessTransport;
import dev.firn.nix.wire.SocketTransport;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Opens the way to a daemon.
final class Dial {

    private Dial() {}

    /// @throws Problem when nothing answers there
    static Link open(DaemonAddress address) {
        return switch (address) {
            case DaemonAddress.Own own -> new Link(start(own.command()));
            case DaemonAddress.Socket socket -> new Link(socket(socket));
        };
    }

    private static Link.Transport socket(DaemonAddress.Socket socket) {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(socket.path()));
                return new SocketTransport(channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            if (socket.orOwn()) {
                return start(DaemonAddress.OWN.command());
            }
            throw noDaemon(socket.path(), e);
        }
    }

    private static Link.Transport start(List<String> command) {
        try {
            return new ProcessTransport(new ProcessBuilder(command).start());
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.HOST,
                    "cannot start '" + String.join(" ", command) + "'",
                    String.valueOf(e.getMessage()),
                    "install Nix 2.8 or newer, or put it on the PATH",
                    e);
        }
    }

    static Problem noDaemon(Path socket, IOException cause) {
        String why = String.valueOf(cause.getMessage());
        if (why.contains("Permission denied")) {
            return new Problem(
                    Problem.Kind.HOST,
                    "you may not connect to the Nix daemon at " + socket,
                    why,
                    "ask to be let in; on Debian, as root: adduser YOU nix-users, then log in again",
                    cause);
        }
        boolean there = Files.exists(socket);
        return new Problem(
                Problem.Kind.HOST,
                there
                        ? "cannot connect to the Nix daemon at " + socket
                        : "no Nix daemon listens at " + socket,
                why,
                "start it: systemctl start nix-daemon (as root), or as root: nix-daemon &",
                cause);
    }
}
