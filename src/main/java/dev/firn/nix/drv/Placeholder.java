package dev.firn.nix.drv;

import dev.firn.digest.Digest;
import dev.firn.nix.path.NixBase32;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.path.StorePaths;
import java.nio.charset.StandardCharsets;

/// What Nix writes into a derivation for a path that it does not know yet.
final class Placeholder {

    private Placeholder() {}

    /// For an output of the derivation itself, in any derivation (`builtins.placeholder`).
    static String ofOwn(String output) {
        return of("nix-output:" + output);
    }

    /// For an output of an input whose path follows from its content.
    static String ofInput(StorePath drvPath, String output) {
        String name = StorePaths.outputName(Derivation.nameOf(drvPath), output);
        return of("nix-upstream-output:" + drvPath.hash() + ":" + name);
    }

    private static String of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return "/" + NixBase32.encode(Digest.of(bytes).bytes());
    }
}
