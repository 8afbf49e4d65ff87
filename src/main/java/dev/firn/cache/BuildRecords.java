package dev.firn.cache;

import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

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
        Path place = cache.build(build.id() + "-" + build.name());
        cache.workroom().replace(place, BuildJson.of(build));
    }

    /// Every record, newest first. What cannot be read, after a crash of the machine, is left out.
    public List<BuildRecord> all() throws IOException {
        List<BuildRecord> builds = new ArrayList<>();
        for (String name : names()) {
            read(name).ifPresent(builds::add);
        }
        return builds;
    }

    /// The newest records of a package, newest first.
    ///
    /// @param most how many
    public List<BuildRecord> of(PackageName packageName, int most) throws IOException {
        List<BuildRecord> builds = new ArrayList<>();
        for (String name : names()) {
            boolean match =
                    name.length() > ID_LENGTH + 1
                            && PackageName.ofDerivation(name.substring(ID_LENGTH + 1))
                                    .equals(packageName);
            if (match && builds.size() < most) {
                read(name).ifPresent(builds::add);
            }
        }
        return builds;
    }

    /// The newest record of all.
    public Optional<BuildRecord> latest() throws IOException {
        for (String name : names()) {
            Optional<BuildRecord> build = read(name);
            if (build.isPresent()) {
                return build;
            }
        }
        return Optional.empty();
    }

    public Optional<BuildRecord> find(String id) throws IOException {
        for (String name : names()) {
            if (id.length() == ID_LENGTH && name.startsWith(id)) {
                return read(name);
            }
        }
        return Optional.empty();
    }

    private List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(cache.builds())) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    names.add(name.substring(0, name.length() - SUFFIX.length()));
                }
            }
        }
        names.sort(Collections.reverseOrder());
        return names;
    }

    private Optional<BuildRecord> read(String name) throws IOException {
        try {
            return Optional.of(BuildJson.parse(Files.readAllBytes(cache.build(name))));
        } catch (IOException | RuntimeException e) {
            // Cut short: not JSON any more, or a piece of it.
            return Optional.empty();
        }
    }
}
