package dev.firn.build;

import dev.firn.cache.KeptReads;
import dev.firn.overlay.FileState;
import dev.firn.recipe.Plan;
import dev.firn.recipe.environment.EnvironmentReads;
import dev.firn.snapshot.Layer;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedSet;

/// Which variables of the environment the files of a layer read, found once and kept with the
/// layer.
final class FileReads {

    private FileReads() {}

    static SortedSet<String> of(CacheDirectory cache, Layer layer) throws IOException {
        return KeptReads.of(cache, layer.paths().reads(), () -> in(layer.paths().files()));
    }

    /// The same for an upper directory.
    static SortedSet<String> in(Path files) throws IOException {
        EnvironmentReads reads = new EnvironmentReads();
        addAll(files, reads);
        return reads.names();
    }

    private static void addAll(Path directory, EnvironmentReads reads) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                switch (FileState.of(entry).type()) {
                    case 'd' -> addAll(entry, reads);
                    case 'f' -> add(entry, reads);
                    case 'l' -> reads.addLink(Files.readSymbolicLink(entry).toString());
                    default -> {}
                }
            }
        } catch (NoSuchFileException | AccessDeniedException e) {
            // Nothing was done there, or a builder has closed its own directory.
            return;
        }
    }

    private static void add(Path file, EnvironmentReads reads) throws IOException {
        if (file.endsWith(Plan.ENVIRONMENT_DUMP)) {
            return;
        }
        try {
            reads.addFile(file);
        } catch (AccessDeniedException e) {
            return;
        }
    }
}
