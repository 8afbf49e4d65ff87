package dev.firn.build.job;

import dev.firn.nix.path.StorePath;
import dev.firn.nix.result.Mover;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Finds the tools of a build among its inputs.
final class Tools {

    private static final List<String> WANTED = List.of("dd", "sed", "gzip");

    private Tools() {}

    /// What Nix needs to move a result: a bash, and a search path with coreutils, sed and gzip.
    /// What no input has may come from the host, where the configuration shows it.
    ///
    /// @param builder of the derivation
    static Mover mover(String builder, Collection<StorePath> inputs) {
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
            bash = "/bin/bash";
        }
        if (bash.startsWith(StorePath.STORE_DIR + '/')) {
            used.add(StorePath.containing(bash));
        }
        return new Mover(bash, path.append("/bin:/usr/bin").toString(), used);
    }
}
