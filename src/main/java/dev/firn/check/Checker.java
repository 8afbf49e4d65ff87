package dev.firn.check;

import dev.firn.cache.BuildRecord;
import dev.firn.cache.BuildRecords;
import dev.firn.cache.Pruned;
import dev.firn.cache.StepRecord;
import dev.firn.check.Flaw.Kind;
import dev.firn.mount.Mounts;
import dev.firn.mount.Mounts.Stray;
import dev.firn.problem.Problem;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import dev.firn.store.Leftovers;
import dev.firn.store.Leftovers.Unfinished;
import dev.firn.store.file.PrivateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Checks the whole cache, and repairs it.
///
/// Builds may go on meanwhile. What is found in the index is looked at twice: only what is wrong
/// both times is not just on its way. A layer that vanishes was removed by somebody who may.
public final class Checker {

    private final CacheDirectory cache;
    private final Mounts mounts;
    private final Meter meter;
    private final boolean writable;

    /// @param mounts of this cache
    public Checker(CacheDirectory cache, Mounts mounts, Meter meter) {
        this.cache = cache;
        this.mounts = mounts;
        this.meter = meter;
        this.writable = Files.isWritable(cache.root());
    }

    /// Changes nothing, but that digests which nobody has made yet are made and kept.
    public Checked check() throws IOException, InterruptedException {
        return check(false);
    }

    /// Drops what is damaged, and what stands on it; the next builds make it again.
    ///
    /// @throws Problem when another firn is at work, or this user may not write
    public Checked repair() throws IOException, InterruptedException {
        requireAlone();
        new Leftovers(cache).sweep();
        mounts.all();
        return check(true);
    }

    private void requireAlone() throws IOException {
        if (!writable) {
            throw new Problem(
                    Problem.Kind.CACHE,
                    "the cache in " + cache.root() + " cannot be repaired",
                    "it is read-only for you",
                    "its owner can: firn check --repair");
        }
        Set<String> others = new Leftovers(cache).unfinished().others();
        if (!others.isEmpty()) {
            throw new Problem(
                    Problem.Kind.CACHE,
                    "the cache in " + cache.root() + " cannot be repaired now",
                    "another firn is at work in it, process " + String.join(", ", others),
                    "wait until that has ended; firn check without --repair can be used at any time");
        }
    }

    private record Look(Flaws flaws, Places places, Index index) {}

    private Look look() throws IOException {
        Flaws flaws = new Flaws(cache);
        Unfinished unfinished = new Leftovers(cache).unfinished();
        for (Path room : unfinished.dead()) {
            String why = "its process has ended; the next build clears it away";
            flaws.add(Kind.LEFT_OVER, room, why, new Remedy.Leave(""));
        }
        Places places = new Places(cache, flaws);
        places.walk();
        Index index = new Index(cache, flaws, unfinished);
        index.check(places);
        for (Stray stray : mounts.strays()) {
            flaws.add(Kind.LEFT_OVER, stray.place(), stray.why(), new Remedy.Leave(stray.fix()));
        }
        return new Look(flaws, places, index);
    }

    private Checked check(boolean repair) throws IOException, InterruptedException {
        Look look = look();
        if (!look.flaws().all().isEmpty()) {
            Look first = look;
            look = look();
            look.flaws().keepOnly(first.flaws());
        }
        Contents contents = new Contents(cache, look.flaws(), meter, writable);
        contents.check(look.places());
        List<Flaw> told = told(look);
        if (repair) {
            repair(look);
        }
        return new Checked(
                told,
                look.places().layers.size(),
                look.index().files(),
                contents.bytes(),
                contents.unknown(),
                repair);
    }

    private List<Flaw> told(Look look) throws IOException {
        List<Flaw> told = new ArrayList<>();
        List<BuildRecord> builds =
                look.flaws().layers().isEmpty() ? List.of() : new BuildRecords(cache).all();
        for (Flaws.Found found : look.flaws().all()) {
            List<String> dependents = new ArrayList<>();
            if (found.remedy() instanceof Remedy.Drop(LayerId layer)) {
                for (LayerId id : look.index().standingOn(Set.of(layer)).reversed()) {
                    dependents.add(look.index().name(id) + usedBy(id, builds));
                }
            }
            String fix = found.remedy() instanceof Remedy.Leave(String text) ? text : "";
            String place = cache.root().relativize(found.place()).toString();
            told.add(
                    new Flaw(
                            found.kind(),
                            place.isEmpty() ? cache.root().toString() : place,
                            found.why(),
                            dependents,
                            fix));
        }
        return told;
    }

    private static String usedBy(LayerId layer, List<BuildRecord> builds) {
        Set<String> names = new HashSet<>();
        for (BuildRecord build : builds) {
            for (StepRecord step : build.steps()) {
                if (step.layer().equals(Optional.of(layer))) {
                    names.add(build.name());
                }
            }
        }
        return names.isEmpty() ? "" : " of " + String.join(", ", names.stream().sorted().toList());
    }

    private void repair(Look look) throws IOException {
        List<LayerId> gone = look.index().standingOn(look.flaws().layers());
        new Pruned(cache)
                .add(
                        gone.stream().map(id -> new Pruned.Line(id, "it was damaged")).toList(),
                        Instant.now());
        for (LayerId id : gone) {
            cache.drop(id);
        }
        for (Path entry : look.index().entriesOf(new HashSet<>(gone))) {
            cache.workroom().retire(entry);
        }
        for (Flaws.Found found : look.flaws().all()) {
            switch (found.remedy()) {
                case Remedy.Drop _, Remedy.Leave _ -> {}
                case Remedy.Remove(Path place) -> cache.workroom().retire(place);
                case Remedy.Write(Path place, String content) -> write(place, content, gone);
                case Remedy.Close(Path directory) ->
                        Files.setPosixFilePermissions(
                                directory, PosixFilePermissions.fromString("rwx------"));
            }
        }
        for (Path entry : look.index().leadingNowhere()) {
            cache.workroom().retire(entry);
        }
    }

    /// What belongs to a layer that has just been dropped is not wanted any more.
    private void write(Path place, String content, List<LayerId> gone) throws IOException {
        boolean unwanted =
                gone.stream()
                        .anyMatch(
                                id ->
                                        content.startsWith("layer " + id)
                                                || place.startsWith(cache.layer(id).directory()));
        if (unwanted) {
            cache.workroom().retire(place);
            return;
        }
        PrivateDirectory.makeAll(place.resolveSibling(".").normalize());
        cache.workroom().replace(place, content.getBytes(StandardCharsets.ISO_8859_1));
    }
}
