package dev.firn.nix.compare.unpack;

import dev.firn.nix.nar.FileTree;
import java.io.IOException;

/// A file, or a part of one, that is compressed as a whole.
public record Packed(Compression compression, FileTree.Regular file) {

    /// How it was packed, as far as it says so and it does not depend on what is in it. To be asked
    /// of what could be unpacked.
    ///
    /// @return bytes, one per char
    public String settings() throws IOException {
        return compression.settings(file);
    }
}
