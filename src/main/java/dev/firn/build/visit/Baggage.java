package dev.firn.build.visit;

import dev.firn.nix.path.StorePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a visitor has along that the build has not.
///
/// @param tools whose programs can be called
/// @param closure those and all that they refer to
/// @param network whether the network of the host is there
public record Baggage(List<StorePath> tools, SortedSet<StorePath> closure, boolean network) {

    public Baggage {
        tools = List.copyOf(tools);
        closure = Collections.unmodifiableSortedSet(new TreeSet<>(closure));
    }

    public static Baggage none() {
        return new Baggage(List.of(), new TreeSet<>(), false);
    }

    /// A search path that ends with what was brought.
    String after(String path) {
        List<String> places = new ArrayList<>();
        if (!path.isEmpty()) {
            places.add(path);
        }
        for (StorePath tool : tools) {
            places.add(tool + "/bin");
        }
        return String.join(":", places);
    }

    /// The bash that was brought, if one was.
    Optional<String> shell() {
        for (StorePath tool : tools) {
            Path bash = Path.of(tool.toString(), "bin", "bash");
            if (Files.isExecutable(bash)) {
                return Optional.of(bash.toString());
            }
        }
        return Optional.empty();
    }
}
