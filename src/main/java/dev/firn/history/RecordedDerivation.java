package dev.firn.history;

import dev.firn.cache.BuildRecord;
import dev.firn.nix.drv.Derivation;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The derivation of a recorded build, which Nix may have collected since.
public final class RecordedDerivation {

    private RecordedDerivation() {}

    /// @throws Problem when it is not in the store any more
    public static Derivation read(BuildRecord build) throws IOException {
        StorePath drvPath = StorePath.parse(build.derivation());
        Path file = Path.of(drvPath.toString());
        if (!Files.exists(file)) {
            throw new Problem(
                    Problem.Kind.INPUTS,
                    "the derivation of " + build.name() + " is gone",
                    drvPath + " has been collected as garbage",
                    "build it again: firn build");
        }
        return Derivation.read(file);
    }
}
