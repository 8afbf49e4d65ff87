package dev.firn.recipe.environment;

import dev.firn.nix.path.StorePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;

/// Which variables of the environment the scripts of an input read.
public interface InputReads {

    /// Where a package has its programs, which are looked at before anything else.
    List<String> PROGRAMS = List.of("bin", "sbin", "libexec");

    /// How much of one input is looked at, in bytes, besides its programs.
    long MOST = 1L << 26;

    /// What the setup has read: the functions in it are known.
    Set<String> READ_BY_SETUP =
            Set.of("setup-hook", "propagated-build-inputs", "propagated-native-build-inputs");

    /// The names of the variables that could be hidden, or [EnvironmentReads#EVERYTHING].
    SortedSet<String> of(StorePath input);

    /// Looks into an input: its programs, and then its other files until there were too many.
    ///
    /// @param reads has what was found, also if not all could be read
    static void search(StorePath input, EnvironmentReads reads) throws IOException {
        Path path = Path.of(input.toString());
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            reads.addGiven(path);
        }
        for (String place : PROGRAMS) {
            Path directory = path.resolve(place);
            if (!Files.isDirectory(directory)) {
                continue;
            }
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                for (Path entry : entries) {
                    if (Files.isRegularFile(entry)) {
                        reads.addGiven(entry.toRealPath());
                    }
                }
            }
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            searchAll(path, reads);
        }
    }

    private static void searchAll(Path directory, EnvironmentReads reads) throws IOException {
        long left = MOST;
        List<Path> seen = PROGRAMS.stream().map(directory::resolve).toList();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        || READ_BY_SETUP.contains(file.getFileName().toString())
                        || seen.contains(file.getParent())) {
                    continue;
                }
                left -= Files.size(file);
                if (left < 0) {
                    return;
                }
                reads.addGiven(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
