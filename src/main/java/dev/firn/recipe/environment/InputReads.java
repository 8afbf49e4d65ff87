package dev.firn.recipe.environment;

import dev.firn.nix.path.StorePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /// How long a program of another input's input may be, in bytes, to be taken for a script.
    long LONGEST_SCRIPT = 1L << 20;

    /// The names of the variables that could be hidden, or [EnvironmentReads#EVERYTHING].
    SortedSet<String> of(StorePath input);

    /// The names that the scripts among their programs read, of inputs that are those of other
    /// inputs only: what programs run when they are run.
    SortedSet<String> ofScripts(SortedSet<StorePath> inputs);

    /// Looks into the scripts among the programs of inputs.
    static void searchScripts(SortedSet<StorePath> inputs, EnvironmentReads reads)
            throws IOException {
        for (StorePath input : inputs) {
            for (Path program : programs(Path.of(input.toString()))) {
                if (Files.size(program) <= LONGEST_SCRIPT && isScript(program)) {
                    reads.addGiven(program);
                }
            }
        }
    }

    private static boolean isScript(Path program) throws IOException {
        try (InputStream in = Files.newInputStream(program)) {
            return in.read() == '#' && in.read() == '!';
        }
    }

    private static List<Path> programs(Path path) throws IOException {
        List<Path> programs = new ArrayList<>();
        for (String place : PROGRAMS) {
            Path directory = path.resolve(place);
            if (!Files.isDirectory(directory)) {
                continue;
            }
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                for (Path entry : entries) {
                    if (Files.isRegularFile(entry)) {
                        programs.add(entry.toRealPath());
                    }
                }
            }
        }
        return programs;
    }

    /// Looks into an input: its programs, and then its other files until there were too many.
    ///
    /// @param reads has what was found, also if not all could be read
    static void search(StorePath input, EnvironmentReads reads) throws IOException {
        Path path = Path.of(input.toString());
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            reads.addGiven(path);
        }
        for (Path program : programs(path)) {
            reads.addGiven(program);
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
