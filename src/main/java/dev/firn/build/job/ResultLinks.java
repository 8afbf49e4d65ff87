package dev.firn.build.job;

import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The links by which a user finds the outputs, and by which Nix knows that they are in use.
///
/// @param prefix of the links: `result` gives `result`, `result-dev`
record ResultLinks(NixDaemon daemon, Path prefix) {

    /// Makes or replaces the link of one output.
    ///
    /// @return its absolute path
    /// @throws Problem when something that is no link is in the way
    Path link(String output, StorePath path) throws IOException {
        String name = prefix.getFileName() + (output.equals("out") ? "" : "-" + output);
        Path link = prefix.toAbsolutePath().normalize().resolveSibling(name);
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "the link to the result cannot be made",
                    link + " is there and is no symbolic link",
                    "move it away, or name another place with -o, or use --no-link");
        }
        Path aside = link.resolveSibling("." + name + ".firn-" + ProcessHandle.current().pid());
        Files.deleteIfExists(aside);
        Files.createSymbolicLink(aside, Path.of(path.toString()));
        Files.move(aside, link, StandardCopyOption.ATOMIC_MOVE);
        daemon.addIndirectRoot(link);
        return link;
    }
}
