package dev.firn.nix.eval;

import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Looks at the files that a user names before Nix does, to complain in better words.
final class SourceFile {

    private SourceFile() {}

    /// What is wrong with a Nix file, if it can be told without evaluating it.
    static Optional<Problem> missing(String file, Path directory) {
        if (file.startsWith("<") || file.contains("://") || file.startsWith("channel:")) {
            return Optional.empty();
        }
        Path path = directory.resolve(file);
        if (!Files.exists(path)) {
            return Optional.of(noFile("there is no file " + file));
        }
        if (Files.isDirectory(path) && !Files.exists(path.resolve("default.nix"))) {
            return Optional.of(noFile("there is no default.nix in " + file));
        }
        return Optional.empty();
    }

    /// The store path that an existing file is, directly or by a symbolic link. The store itself
    /// may lie behind a link.
    static Optional<StorePath> inStore(Path file) {
        String name = file.normalize().toString();
        try {
            if (!name.startsWith(StorePath.STORE_DIR + "/")) {
                Path store = Path.of(StorePath.STORE_DIR).toRealPath();
                Path real = file.toRealPath();
                if (!real.startsWith(store)) {
                    return Optional.empty();
                }
                name = StorePath.STORE_DIR + "/" + store.relativize(real);
            }
            return Optional.of(StorePath.parse(name));
        } catch (IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
    }

    private static Problem noFile(String what) {
        return new Problem(
                Problem.Kind.INPUTS,
                what,
                "there is nothing to evaluate",
                "firn build -f FILE, -E EXPR, a flake reference such as .#hello, or a .drv");
    }
}
