package dev.firn.build.ready;

import dev.firn.nix.path.StorePath;
import dev.firn.nix.result.Mover;
import dev.firn.problem.Problem;
import dev.firn.sandbox.Bind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Finds the tools of a build among its inputs.
public final class Tools {

    private static final String ON_HOST = "/bin/bash";
    private static final Path HOST = Path.of(ON_HOST);

    private static final List<String> WANTED = List.of("dd", "sed", "gzip");

    private Tools() {}

    /// A bash for a build: its builder, or one that it could call.
    ///
    /// @throws Problem when there is none
    public static String bash(Preparation ready) {
        String builder = ready.stable().builder();
        if (builder.endsWith("/bash")) {
            return builder;
        }
        for (StorePath input : ready.room().inputs()) {
            Path bash = Path.of(input.toString(), "bin", "bash");
            if (Files.isExecutable(bash)) {
                return bash.toString();
            }
        }
        for (Bind path : ready.room().hostPaths()) {
            if (ON_HOST.equals(path.target())
                    || (ON_HOST.startsWith(path.target() + '/') && Files.isExecutable(HOST))) {
                return ON_HOST;
            }
        }
        throw new Problem(
                Problem.Kind.INPUTS,
                "there is no shell in the sandbox of " + ready.stable().name(),
                "its builder is " + builder + ", and none of its inputs has a bash",
                "look at the files alone: firn files, or firn mount");
    }

    /// What Nix needs to move a result: a bash, and a search path with coreutils, sed and gzip.
    /// What no input has may come from the host, where the configuration shows it.
    ///
    /// @param builder of the derivation
    public static Mover mover(String builder, Collection<StorePath> inputs) {
        SortedSet<StorePath> used = new TreeSet<>();
        StringBuilder path = new StringBuilder();
        String bash = builder.endsWith("/bash") ? builder : "";
        for (StorePath input : inputs) {
            Path bin = Path.of(input.toString(), "bin");
            for (String tool : WANTED) {
                if (Files.isExecutable(bin.resolve(tool))) {
                    if (used.add(input)) {
                        path.append(bin).append(':');
                    }
                }
            }
            if (bash.isEmpty() && Files.isExecutable(bin.resolve("bash"))) {
                bash = bin.resolve("bash").toString();
            }
        }
        if (bash.isEmpty()) {
            bash = ON_HOST;
        }
        if (bash.startsWith(StorePath.STORE_DIR + '/')) {
            used.add(StorePath.containing(bash));
        }
        return new Mover(bash, path.append("/bin:/usr/bin").toString(), used);
    }
}
