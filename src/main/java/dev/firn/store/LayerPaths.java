package dev.firn.store;

import dev.firn.digest.Digest;
import dev.firn.store.file.Summed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// What lies in the directory of one layer, sealed or still being made.
public record LayerPaths(Path directory) {

    /// The upper directory of the step's overlay.
    public Path files() {
        return directory.resolve("files");
    }

    /// What the layer is: step, outcome, parent.
    public Path record() {
        return directory.resolve("record.json");
    }

    /// What the step changed in the shell's state.
    public Path delta() {
        return directory.resolve("delta.json");
    }

    /// The parts of the key of each step in the layer.
    public Path parts() {
        return directory.resolve("parts.json");
    }

    /// What the step printed.
    public Path log() {
        return directory.resolve("log");
    }

    /// Counted after sealing; absent until then.
    public Path survey() {
        return directory.resolve("survey.json");
    }

    /// Over all that was sealed; absent until somebody has made it.
    public Path digest() {
        return directory.resolve("digest");
    }

    /// Names of variables that the files read from the environment; absent until somebody looks.
    public Path reads() {
        return directory.resolve("reads");
    }

    /// The key under which the layer is to be published, in hexadecimal. Absent in a layer that
    /// is kept without a key.
    public Path key() {
        return directory.resolve("key");
    }

    /// The key under which the layer is to be published.
    ///
    /// @return nothing when it is kept without one, or the file is damaged
    public Optional<Digest> readKey() throws IOException {
        try {
            return Summed.read(key())
                    .map(hex -> new String(hex, StandardCharsets.ISO_8859_1).strip())
                    .map(Digest::parse);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// Only while the layer is being made.
    public void writeKey(Digest key) throws IOException {
        byte[] line = (key.hex() + '\n').getBytes(StandardCharsets.ISO_8859_1);
        Summed.write(key(), line);
    }

    /// There until the layer is known to be on the disk; holds the boot id of the machine's run
    /// that made it.
    public Path unsynced() {
        return directory.resolve("unsynced");
    }
}
