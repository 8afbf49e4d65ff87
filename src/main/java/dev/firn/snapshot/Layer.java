package dev.firn.snapshot;

import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import dev.firn.store.LayerPaths;
import dev.firn.store.file.Summed;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// A layer: sealed, and never written to again.
public record Layer(LayerId id, LayerPaths paths, LayerRecord record) {

    /// The layer of this name.
    ///
    /// @return nothing when it is not there, when its record is damaged, and when it was made in
    ///     another run of the machine and may not be whole; nobody may use such a one
    public static Optional<Layer> load(CacheDirectory cache, LayerId id) throws IOException {
        LayerPaths paths = cache.layer(id);
        Optional<byte[]> content;
        try {
            if (cache.isDoubtful(id)) {
                return Optional.empty();
            }
            content = Summed.read(paths.record());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Layer(id, paths, LayerRecord.parse(content.get())));
        } catch (IOException | RuntimeException e) {
            // gson and the parsers of dates and digests each have their own exception.
            return Optional.empty();
        }
    }

    /// The name of the step that made it.
    public String step() {
        return record.sealing().step();
    }

    public Optional<LayerId> parent() {
        return record.parent();
    }
}
