package dev.firn.cache;

import dev.firn.store.CacheDirectory;
import dev.firn.store.file.Summed;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The records of builds. A file's name holds id and derivation, so that finding a package's
/// builds takes no reading.
public final class BuildRecords {

    private static final String SUFFIX = ".json";

    /// `20261124-023512.481-k7v2`
    private static final int ID_LENGTH = 24;

    private final CacheDirectory cache;

    public BuildRecords(CacheDirectory cache) {
        this.cache = cache;
    }

    /// Writes the record, or writes it anew; readers see the old one or the new one.
    public void write(BuildRecord build) throws IOException {
        Path place = place(build);
        cache.workroom().replace(place, Summed.of(place, BuildJson.of(build, cache.root())));
    }

    /// What the name of a record's file says.
    ///
    /// @param id of the build
    /// @param derivation the name of what was built
    public record Name(String id, String derivation) {

        public PackageName packageName() {
            return PackageName.ofDerivation(derivation);
        }

        /// The name that a file has, without its ending.
        public static Optional<Name> of(String file) {
            return file.length() > ID_LENGTH + 1
                    ? Optional.of(
                            new Name(file.substring(0, ID_LENGTH), file.substring(ID_LENGTH + 1)))
                    : Optional.empty();
        }

        /// The name of the file, without its ending.
        public String file() {
            return id + '-' + derivation;
        }
    }

    /// Every record, newest first. What cannot be read, after a crash of the machine, is left out.
    public List<BuildRecord> all() throws IOException {
        return newest(name -> true, Integer.MAX_VALUE);
    }

    /// The newest records of a package, newest first.
    ///
    /// @param most how many
    public List<BuildRecord> of(PackageName packageName, int most) throws IOException {
        return newest(name -> name.packageName().equals(packageName), most);
    }

    /// The newest records of which this is true, newest first. No others are read.
    ///
    /// @param most how many
    public List<BuildRecord> newest(Predicate<Name> wanted, int most) throws IOException {
        List<BuildRecord> builds = new ArrayList<>();
        for (Name name : names()) {
            if (builds.size() == most) {
                break;
            }
            if (wanted.test(name)) {
                read(name).ifPresent(builds::add);
            }
        }
        return builds;
    }

    /// The newest record of which this is true, of a build: what was kept from a shell is none.
    public Optional<BuildRecord> latest(Predicate<Name> wanted) throws IOException {
        for (Name name : names()) {
            Optional<BuildRecord> build = wanted.test(name) ? read(name) : Optional.empty();
            if (build.isPresent() && !build.get().isOfShell()) {
                return build;
            }
        }
        return Optional.empty();
    }

    /// Removes a record. Its layers stay.
    public void remove(BuildRecord build) throws IOException {
        Files.deleteIfExists(place(build));
    }

    private Path place(BuildRecord build) {
        return cache.build(build.id() + "-" + build.name());
    }

    /// All names of records, newest first.
    public List<Name> names() throws IOException {
        List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(cache.builds())) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    files.add(name.substring(0, name.length() - SUFFIX.length()));
                }
            }
        }
        files.sort(Collections.reverseOrder());
        List<Name> names = new ArrayList<>();
        for (String file : files) {
            Name.of(file).ifPresent(names::add);
        }
        return names;
    }

    /// The record of this name, if it is there and can be read.
    public Optional<BuildRecord> read(Name name) throws IOException {
        try {
            byte[] content = Summed.read(cache.build(name.file())).orElseThrow();
            return Optional.of(BuildJson.parse(content, cache.root()));
        } catch (IOException | RuntimeException e) {
            // Damaged, or just removed.
            return Optional.empty();
        }
    }
}
