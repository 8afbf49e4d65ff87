package dev.firn.gc;

import dev.firn.cache.BuildRecords.Name;
import dev.firn.cache.PackageName;
import dev.firn.gc.Census.Resident;
import dev.firn.linux.FileCalls;
import dev.firn.problem.Problem;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// What takes the room in a cache, the biggest first.
///
/// @param layers bytes on the disk of all layers, in whatever row
/// @param records bytes of everything else: keys, records, logs of runs without a layer
/// @param free bytes on the disk
public record Usage(List<Row> rows, long layers, long records, long free) {

    /// The name of the row of layers that no recorded build has.
    public static final String UNKNOWN = "(in no build)";

    public Usage {
        rows = List.copyOf(rows);
    }

    /// By what the room is parted.
    public enum By {
        /// What only one package has is its own.
        PACKAGE,
        /// What only one build has is the step's own: the rest is shared by several.
        STEP,
        /// What no other build has is its own.
        BUILD
    }

    /// @param name of a package or step, or id and name of a build
    /// @param layers how many
    /// @param bytes of them on the disk
    /// @param own bytes of those that are nobody else's
    /// @param used when one of them was found last
    public record Row(String name, int layers, long bytes, long own, Instant used) {}

    /// Looks at what a census found.
    ///
    /// @param only the package; all of them when empty
    /// @throws Problem when no build of the package is recorded
    public static Usage of(CacheDirectory cache, Census census, By by, Optional<PackageName> only)
            throws IOException {
        Map<String, Set<LayerId>> parts = new TreeMap<>();
        Map<LayerId, Set<String>> users = new HashMap<>();
        Set<LayerId> known = new HashSet<>();
        for (Map.Entry<Name, List<LayerId>> build : census.builds().entrySet()) {
            Set<LayerId> chains = census.chains(build.getValue());
            known.addAll(chains);
            Name name = build.getKey();
            if (only.isPresent() && !only.get().equals(name.packageName())) {
                continue;
            }
            String user = by == By.PACKAGE ? name.packageName().value() : name.file();
            for (LayerId id : chains) {
                users.computeIfAbsent(id, _ -> new HashSet<>()).add(user);
                parts.computeIfAbsent(part(by, name, census, id), _ -> new HashSet<>()).add(id);
            }
        }
        if (only.isPresent() && parts.isEmpty()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "no layer of a package " + only.get() + " is in the cache",
                    "",
                    "see what there is: firn du");
        }
        Set<LayerId> unknown = new HashSet<>(census.layers().keySet());
        unknown.removeAll(known);
        if (only.isEmpty() && !unknown.isEmpty()) {
            parts.put(UNKNOWN, unknown);
        }
        Function<LayerId, Integer> usersOf = id -> users.getOrDefault(id, Set.of()).size();
        List<Row> rows = new ArrayList<>();
        parts.forEach((name, ids) -> rows.add(row(name, ids, census, usersOf)));
        rows.sort(Comparator.comparingLong(Row::bytes).reversed().thenComparing(Row::name));
        long free = Files.getFileStore(cache.root()).getUsableSpace();
        return new Usage(rows, census.bytes(), smallFiles(cache), free);
    }

    private static String part(By by, Name name, Census census, LayerId id) {
        return switch (by) {
            case PACKAGE -> name.packageName().value();
            case STEP -> {
                Resident layer = census.layers().get(id);
                yield layer == null || layer.step().isEmpty() ? UNKNOWN : layer.step();
            }
            case BUILD -> name.id() + "  " + name.derivation();
        };
    }

    private static Row row(
            String name, Set<LayerId> ids, Census census, Function<LayerId, Integer> users) {
        long bytes = 0;
        long own = 0;
        Instant used = Instant.EPOCH;
        for (LayerId id : ids) {
            Resident layer = census.layers().get(id);
            if (layer != null) {
                bytes += layer.bytes();
                own += users.apply(id) <= 1 ? layer.bytes() : 0;
                used = layer.used().isAfter(used) ? layer.used() : used;
            }
        }
        return new Row(name, ids.size(), bytes, own, used);
    }

    private static long smallFiles(CacheDirectory cache) throws IOException {
        long bytes = 0;
        try (FileCalls calls = new FileCalls();
                DirectoryStream<Path> parts = Files.newDirectoryStream(cache.root())) {
            for (Path part : parts) {
                if (!part.equals(cache.layers())) {
                    bytes += space(part, calls);
                }
            }
        }
        return bytes;
    }

    private static long space(Path tree, FileCalls calls) throws IOException {
        try {
            long bytes = calls.space(tree);
            if (Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(tree)) {
                try (DirectoryStream<Path> children = Files.newDirectoryStream(tree)) {
                    for (Path child : children) {
                        bytes += space(child, calls);
                    }
                }
            }
            return bytes;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
