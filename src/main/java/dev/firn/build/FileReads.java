package dev.firn.build;

import dev.firn.overlay.FileState;
import dev.firn.recipe.environment.EnvironmentReads;
import dev.firn.snapshot.Layer;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which variables of the environment the files of a layer read, found once and kept with the
/// layer: one name a line, and `end`.
final class FileReads {

    private static final String END = "end";

    private FileReads() {}

    static SortedSet<String> of(CacheDirectory cache, Layer layer) throws IOException {
        Path kept = layer.paths().reads();
        try {
            List<String> lines = Files.readAllLines(kept, StandardCharsets.ISO_8859_1);
            if (!lines.isEmpty() && lines.getLast().equals(END)) {
                return new TreeSet<>(lines.subList(0, lines.size() - 1));
            }
        } catch (NoSuchFileException e) {
            // Nobody has looked yet.
        }
        SortedSet<String> names = in(layer.paths().files());
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append(name).append('\n');
        }
        text.append(END).append('\n');
        cache.workroom().replace(kept, text.toString().getBytes(StandardCharsets.ISO_8859_1));
        return names;
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
                    default -> {}
                }
            }
        } catch (NoSuchFileException | AccessDeniedException e) {
            // Nothing was done there, or a builder has closed its own directory.
            return;
        }
    }

    private static void add(Path file, EnvironmentReads reads) throws IOException {
        // stdenv's own list of every exported variable.
        if (file.endsWith("build/env-vars")) {
            return;
        }
        try {
            reads.addFile(file);
        } catch (AccessDeniedException e) {
            return;
        }
    }
}
