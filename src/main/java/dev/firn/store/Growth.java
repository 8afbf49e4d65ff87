package dev.firn.store;

import dev.firn.store.file.PrivateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;

/// How much was added to a cache since somebody counted all of it: a line for each layer.
public record Growth(CacheDirectory cache) {

    /// @param bytes of a new layer on the disk
    public void add(long bytes) throws IOException {
        PrivateDirectory.makeAll(cache.gc());
        Files.writeString(
                cache.growth(),
                bytes + "\n",
                StandardCharsets.ISO_8859_1,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /// In bytes. What cannot be read counts as nothing.
    public long sum() throws IOException {
        long sum = 0;
        try {
            for (String line : Files.readAllLines(cache.growth(), StandardCharsets.ISO_8859_1)) {
                sum += Long.parseLong(line);
            }
        } catch (NoSuchFileException | NumberFormatException e) {
            return sum;
        }
        return sum;
    }

    /// Everything has been counted.
    public void reset() throws IOException {
        Files.deleteIfExists(cache.growth());
    }
}
