package dev.firn.gc;

import dev.firn.cache.Dangling;
import dev.firn.cache.Pruned;
import dev.firn.mount.MountRecord;
import dev.firn.mount.MountRecords;
import dev.firn.store.CacheDirectory;
import dev.firn.store.Growth;
import dev.firn.store.LayerId;
import dev.firn.store.Leftovers;
import dev.firn.store.TreeRemoval;
import dev.firn.store.file.PrivateDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Removes layers until a cache keeps to its limits, beside builds, shells and other collectors.
///
/// Deciding is [Selection]'s; here layers are taken out in small batches, each of which is checked
/// once more while nobody can begin to use one: what is in use by then, or was used since, stays
/// with all that it stands on.
public final class Collector {

    /// So many renames keep a build waiting for a few milliseconds.
    private static final int BATCH = 64;

    private final CacheDirectory cache;
    private final Clock clock;

    public Collector(CacheDirectory cache, Clock clock) {
        this.cache = cache;
        this.clock = clock;
    }

    /// Says what [#collect] would remove.
    public Collected foresee(Limits limits) throws IOException {
        return decide(Census.take(cache), limits);
    }

    /// Removes; waits for another process that does so.
    public Collected collect(Limits limits) throws IOException {
        try (FileChannel channel = lockFile();
                FileLock _ = channel.lock()) {
            return run(limits);
        }
    }

    /// Removes, unless somebody else is at it.
    public Optional<Collected> collectUnlessBusy(Limits limits) throws IOException {
        try (FileChannel channel = lockFile();
                FileLock lock = channel.tryLock()) {
            return lock == null ? Optional.empty() : Optional.of(run(limits));
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    private FileChannel lockFile() throws IOException {
        PrivateDirectory.makeAll(cache.gc());
        return FileChannel.open(
                cache.gcLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private Collected run(Limits limits) throws IOException {
        new Leftovers(cache).sweep();
        Census census = Census.take(cache);
        new Growth(cache).reset();
        Collected decided = decide(census, limits);
        List<Victim> removed = new ArrayList<>();
        if (!decided.victims().isEmpty()) {
            new Pruned(cache).add(lines(decided.victims()), clock.instant());
            removed.addAll(remove(census, decided.victims()));
        }
        new Dangling(cache, clock).sweep();
        Census left = census.without(removed.stream().map(victim -> victim.layer().id()).toList());
        CensusText.write(cache, left);
        return new Collected(removed, left, free(), limits);
    }

    private Collected decide(Census census, Limits limits) throws IOException {
        Set<LayerId> used = new HashSet<>(spared());
        cache.prune(
                held -> {
                    used.addAll(held);
                    return List.of();
                });
        List<Victim> victims = new Selection(limits, used, free(), clock.instant()).among(census);
        Collected bare = new Collected(victims, census, free(), limits);
        Census left = census.without(victims.stream().map(victim -> victim.layer().id()).toList());
        return new Collected(victims, left, free() + bare.bytes(), limits);
    }

    /// Layers that nobody may remove though no process uses them.
    private Set<LayerId> spared() throws IOException {
        Set<LayerId> spared = new HashSet<>();
        for (MountRecord mount : new MountRecords(cache).all()) {
            spared.addAll(mount.layers());
        }
        for (Pin pin : new Pins(cache).all()) {
            spared.add(pin.layer());
        }
        return spared;
    }

    private static List<Pruned.Line> lines(List<Victim> victims) {
        return victims.stream()
                .map(victim -> new Pruned.Line(victim.layer().id(), victim.reason().words()))
                .toList();
    }

    /// @return what has really gone
    private List<Victim> remove(Census census, List<Victim> victims) throws IOException {
        List<Victim> removed = new ArrayList<>();
        Set<LayerId> stays = new HashSet<>();
        for (int start = 0; start < victims.size(); start += BATCH) {
            List<Victim> batch = victims.subList(start, Math.min(start + BATCH, victims.size()));
            List<Path> trees =
                    cache.prune(
                            held -> {
                                stays.addAll(census.chains(held));
                                stays.addAll(census.chains(spared()));
                                stays.addAll(census.chains(usedSince(batch)));
                                List<LayerId> going = new ArrayList<>();
                                for (Victim victim : batch) {
                                    if (!stays.contains(victim.layer().id())) {
                                        going.add(victim.layer().id());
                                        removed.add(victim);
                                    }
                                }
                                return going;
                            });
            for (Path tree : trees) {
                TreeRemoval.remove(tree);
            }
        }
        return removed;
    }

    /// A process may have found a layer, made one on it, and ended.
    private List<LayerId> usedSince(List<Victim> batch) throws IOException {
        List<LayerId> used = new ArrayList<>();
        for (Victim victim : batch) {
            LayerId id = victim.layer().id();
            try {
                Path directory = cache.layer(id).directory();
                if (Files.getLastModifiedTime(directory)
                        .toInstant()
                        .isAfter(victim.layer().used())) {
                    used.add(id);
                }
            } catch (NoSuchFileException e) {
                // Somebody has dropped it.
            }
        }
        return used;
    }

    private long free() throws IOException {
        return Files.getFileStore(cache.root()).getUsableSpace();
    }
}
