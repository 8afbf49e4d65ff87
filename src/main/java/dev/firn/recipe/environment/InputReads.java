package dev.firn.recipe.environment;

import dev.firn.nix.path.StorePath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;

/// Which variables of the environment the scripts of an input read.
public interface InputReads {

    /// Where a package has its programs.
    List<String> PROGRAMS = List.of("bin", "sbin", "libexec");

    /// The names of the variables that could be hidden, or [EnvironmentReads#EVERYTHING].
    SortedSet<String> of(StorePath input);

    /// Looks into an input that is a file, and into the programs of a package.
    ///
    /// @param reads has what was found, also if not all could be read
    static void search(StorePath input, EnvironmentReads reads) throws IOException {
        Path path = Path.of(input.toString());
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            reads.addFile(path);
        }
        for (String place : PROGRAMS) {
            Path directory = path.resolve(place);
            if (!Files.isDirectory(directory)) {
                continue;
            }
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                for (Path entry : entries) {
                    if (Files.isRegularFile(entry)) {
                        reads.addFile(entry.toRealPath());
                    }
                }
            }
        }
    }
}
