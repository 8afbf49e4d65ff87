package dev.firn.check;

import dev.firn.store.LayerId;
import java.nio.file.Path;

/// What repair does about a flaw.
sealed interface Remedy {

    /// Takes the layer away with its key, and all that stands on it.
    record Drop(LayerId layer) implements Remedy {}

    /// Takes a file or a directory away.
    record Remove(Path place) implements Remedy {}

    /// Writes a file anew: what it held is known.
    ///
    /// @param content bytes
    record Write(Path place, String content) implements Remedy {}

    /// Lets nobody but the owner in.
    record Close(Path directory) implements Remedy {}

    /// Others see to it.
    record Leave(String fix) implements Remedy {}
}
