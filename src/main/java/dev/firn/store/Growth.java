package dev.firn.store;

import dev.firn.store.file.Ledger;
import dev.firn.store.file.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// How much was added to a cache since somebody counted all of it: a line for each layer.
public record Growth(CacheDirectory cache) {

    /// @param bytes of a new layer on the disk
    public void add(long bytes) throws IOException {
        PrivateDirectory.makeAll(cache.gc());
        new Ledger(cache.growth()).add(List.of(Long.toString(bytes)));
    }

    /// In bytes. What cannot be read counts as nothing.
    public long sum() throws IOException {
        long sum = 0;
        try {
            for (String line : new Ledger(cache.growth()).lines()) {
                sum += Long.parseLong(line);
            }
        } catch (NumberFormatException e) {
            return sum;
        }
        return sum;
    }

    /// Everything has been counted.
    public void reset() throws IOException {
        Files.deleteIfExists(cache.growth());
    }
}
