package dev.firn.build.job;

import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;

/// The links by which a user finds the outputs, and by which Nix knows that they are in use.
///
/// @param prefix of the links: `result` gives `result`, `result-dev`
record ResultLinks(NixDaemon daemon, Path prefix) {

    /// Says before a long build what would keep the links from being made after it.
    ///
    /// @throws Problem when one cannot be made
    static void check(Path prefix, Collection<String> outputs) {
        for (String output : outputs) {
            Path link = place(prefix, output);
            if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
                throw impossible(link + " is there and is no symbolic link");
            }
            Path folder = link.resolveSibling(".").normalize();
            if (!Files.isDirectory(folder)) {
                throw impossible("there is no directory " + folder);
            }
            if (!Files.isWritable(folder)) {
                throw impossible(folder + " is read-only for you");
            }
        }
    }

    /// Makes or replaces the link of one output.
    ///
    /// @return its absolute path
    /// @throws Problem when it cannot be made
    Path link(String output, StorePath path) throws IOException {
        check(prefix, List.of(output));
        Path link = place(prefix, output);
        String name = "." + link.getFileName() + ".firn-" + ProcessHandle.current().pid();
        Path aside = link.resolveSibling(name);
        Files.deleteIfExists(aside);
        Files.createSymbolicLink(aside, Path.of(path.toString()));
        Files.move(aside, link, StandardCopyOption.ATOMIC_MOVE);
        daemon.addIndirectRoot(link);
        return link;
    }

    private static Path place(Path prefix, String output) {
        Path whole = prefix.toAbsolutePath().normalize();
        return whole.getFileName() == null || output.equals("out")
                ? whole
                : whole.resolveSibling(whole.getFileName() + "-" + output);
    }

    private static Problem impossible(String why) {
        return new Problem(
                Problem.Kind.USAGE,
                "the link to the result cannot be made",
                why,
                "name another place with -o LINK, or use --no-link");
    }
}
