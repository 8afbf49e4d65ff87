package dev.firn.cache;

import dev.firn.digest.Digest;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import dev.firn.store.TreeRemoval;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Small things in the cache that lead nowhere, or that nobody has needed for long. Losing one of
/// them costs no more than finding it out again.
public final class Dangling {

    /// A record stays so long after its layers, to say why a step has to run.
    private static final Duration MEMORY = Duration.ofDays(90);

    /// What is younger may be about to be named by something that is still being written.
    private static final Duration FRESH = Duration.ofHours(1);

    private final CacheDirectory cache;
    private final Instant now;
    private final Set<LayerId> layers = new HashSet<>();

    public Dangling(CacheDirectory cache, Clock clock) {
        this.cache = cache;
        this.now = clock.instant();
    }

    /// Removes them.
    public void sweep() throws IOException {
        layers.addAll(cache.allLayers());
        Set<LayerId> runs = sweepEntries();
        Set<String> derivations = sweepBuilds(runs);
        sweepUnnamed("runs", runs);
        for (Path derivation : children(cache.root().resolve("derivations"))) {
            if (!derivations.contains(derivation.getFileName().toString())
                    && isOlder(derivation, FRESH)) {
                Files.deleteIfExists(derivation);
            }
        }
        for (Path reads : children(cache.root().resolve("inputs"))) {
            if (isOlder(reads, MEMORY)) {
                Files.deleteIfExists(reads);
            }
        }
    }

    /// @return the runs that entries name
    private Set<LayerId> sweepEntries() throws IOException {
        Map<Digest, EntryText.ToSame> same = new HashMap<>();
        Set<Digest> there = new HashSet<>();
        for (Path directory : children(cache.root().resolve("keys"))) {
            for (Path file : children(directory)) {
                sweepEntry(file, directory.getFileName().toString(), same, there);
            }
        }
        Set<LayerId> runs = new HashSet<>();
        for (Map.Entry<Digest, EntryText.ToSame> entry : same.entrySet()) {
            if (there.contains(entry.getValue().key())) {
                runs.add(entry.getValue().run());
            } else {
                withdraw(cache.key(entry.getKey()));
            }
        }
        return runs;
    }

    private void sweepEntry(
            Path file, String prefix, Map<Digest, EntryText.ToSame> same, Set<Digest> there)
            throws IOException {
        String hex = prefix + file.getFileName();
        Optional<EntryText> text;
        try {
            text = EntryText.parse(file, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return;
        }
        if (text.isEmpty() || hex.length() != 2 * Digest.LENGTH) {
            return;
        }
        switch (text.get()) {
            case EntryText.ToLayer(LayerId layer, Optional<LayerId> _) -> {
                if (layers.contains(layer) || Files.exists(cache.layer(layer).directory())) {
                    there.add(Digest.parse(hex));
                } else {
                    withdraw(file);
                }
            }
            case EntryText.ToSame entry -> same.put(Digest.parse(hex), entry);
            case EntryText.Complete _ -> {
                if (isOlder(file, MEMORY)) {
                    withdraw(file);
                }
            }
        }
    }

    private void withdraw(Path entry) throws IOException {
        try {
            cache.workroom().withdraw(entry, Files.readAllBytes(entry));
        } catch (NoSuchFileException e) {
            // Somebody else was faster.
        }
    }

    /// @param runs gets those whose logs the records name
    /// @return the derivations that the records name
    private Set<String> sweepBuilds(Set<LayerId> runs) throws IOException {
        BuildRecords records = new BuildRecords(cache);
        Set<String> derivations = new HashSet<>();
        for (BuildRecord build : records.all()) {
            boolean alive = build.started().isAfter(now.minus(MEMORY));
            for (StepRecord step : build.steps()) {
                alive |= step.layer().isPresent() && layers.contains(step.layer().get());
            }
            if (!alive) {
                records.remove(build);
                continue;
            }
            derivations.add(Path.of(build.derivation()).getFileName().toString());
            for (StepRecord step : build.steps()) {
                Precedents.idOfRun(step).ifPresent(runs::add);
            }
        }
        return derivations;
    }

    /// @param named those that stay
    private void sweepUnnamed(String part, Set<LayerId> named) throws IOException {
        for (Path entry : children(cache.root().resolve(part))) {
            String name = entry.getFileName().toString();
            if (LayerId.isLayerId(name)
                    && !named.contains(new LayerId(name))
                    && isOlder(entry, FRESH)) {
                TreeRemoval.remove(entry);
            }
        }
    }

    private boolean isOlder(Path file, Duration age) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(age));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(children::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return children;
    }
}
