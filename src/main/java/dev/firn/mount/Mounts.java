package dev.firn.mount;

import dev.firn.history.State;
import dev.firn.mount.HostMounts.HostMount;
import dev.firn.problem.Problem;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import dev.firn.store.MountPaths;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Mounts states of builds, lists them, and takes them away. Whatever it is asked, it first clears
/// away what a crash has left: mounts whose program has died, records of mounts that have gone.
///
/// All of it under one lock, which nobody holds for long.
public final class Mounts {

    private final CacheDirectory cache;
    private final Map<String, String> environment;
    private final Clock clock;
    private final Consumer<String> notes;
    private final MountRecords records;
    private final Tools tools;

    /// @param environment of the user
    /// @param notes gets lines for people
    public Mounts(
            CacheDirectory cache,
            Map<String, String> environment,
            Clock clock,
            Consumer<String> notes) {
        this.cache = cache;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
        this.notes = notes;
        this.records = new MountRecords(cache);
        this.tools = Tools.of(environment);
    }

    /// Mounts a state. It stays when this process ends.
    ///
    /// @param named where; a place that is found for it when empty
    /// @param writable whether writing is possible; what is written is thrown away with the mount
    /// @return also a mount that was there, when it shows the same and no directory was named
    /// @throws Problem when it cannot be done; then nothing is left of it
    public Mounted mount(State state, Optional<Path> named, boolean writable)
            throws IOException, InterruptedException {
        try (FileChannel _ = records.lock()) {
            Presence presence = presence();
            if (named.isEmpty() && !writable) {
                for (Mounted each : presence.mounted()) {
                    if (!each.elsewhere() && each.record().shows(state)) {
                        return each;
                    }
                }
            }
            HostOverlay overlay = HostOverlay.ofThisUser(tools);
            overlay.check();
            MountPoint point =
                    named.isPresent()
                            ? MountPoint.given(cache, named.get(), HostMounts.now())
                            : MountPoint.usual(cache, environment, state);
            MountRecord record =
                    new MountRecord(
                            LayerId.randomName(),
                            state.build().id(),
                            state.build().name(),
                            state.name(),
                            state.chain().layers().stream().map(Layer::id).toList(),
                            point.directory(),
                            point.made(),
                            writable,
                            Instant.ofEpochMilli(clock.millis()),
                            Origin.here(cache.bootId()));
            mount(overlay, state, record);
            return new Mounted(record, point.directory(), false);
        }
    }

    private void mount(HostOverlay overlay, State state, MountRecord record)
            throws IOException, InterruptedException {
        boolean done = false;
        try {
            records.write(record);
            requireLayers(state);
            MountPaths paths = cache.mount(record.id());
            Tools.Ending ending =
                    overlay.mount(
                            paths,
                            record.mark(),
                            state.chain().lowers(),
                            record.writable(),
                            record.directory());
            done = ending.worked() && HostMounts.now().of(record).isPresent();
            if (!done) {
                throw new Problem(
                        Problem.Kind.HOST,
                        state.name() + " cannot be mounted on " + record.directory(),
                        ending.said(),
                        overlay.remedy() + "; or copy the state: firn checkout STEP DIR");
            }
        } finally {
            if (!done) {
                if (HostMounts.now().isMountPoint(record.directory())) {
                    MountPaths paths = cache.mount(record.id());
                    overlay.unmount(paths, record.mark(), record.directory(), true);
                }
                forget(record, record.directory());
            }
        }
    }

    /// Whoever removes layers sees the record by now; whoever has removed them is seen here.
    private void requireLayers(State state) throws IOException {
        Optional<LayerId> top = state.chain().topId();
        if (top.isPresent() && Chain.load(cache, top.get()).isEmpty()) {
            throw new Problem(
                    Problem.Kind.CACHE,
                    "the files of " + state.name() + " are gone",
                    "their layers have just been removed from the cache",
                    "build " + state.build().name() + " again: firn build");
        }
    }

    /// A record without a mount, or a mount without a record.
    ///
    /// @param place the record's in the cache, or the mount point
    /// @param fix what to type where firn does not clear it away by itself
    public record Stray(Path place, String why, String fix) {}

    /// Looks, and clears nothing away.
    public List<Stray> strays() throws IOException {
        HostMounts mounts = HostMounts.now();
        Origin here = Origin.here(cache.bootId());
        List<Stray> strays = new ArrayList<>();
        List<String> ids = records.ids();
        for (String id : ids) {
            Path place = cache.mount(id).directory();
            Optional<MountRecord> record = records.read(id);
            Optional<HostMount> mount = mounts.marked(MountRecord.mark(id));
            if (record.isEmpty() && mount.isPresent()) {
                Path point = mount.get().mountPoint();
                strays.add(new Stray(place, "has no record of " + point, "umount " + point));
            } else if (record.isEmpty()) {
                strays.add(new Stray(place, "has no record, and is not mounted", ""));
            } else if (isGone(record.get(), mounts, here)) {
                String why = "is not mounted on " + record.get().directory() + " any more";
                strays.add(new Stray(place, why, ""));
            }
        }
        for (HostMount mount : mounts.below(cache.mounted())) {
            boolean recorded = false;
            for (MountRecord record : records.all()) {
                recorded |= mounts.of(record).equals(Optional.of(mount));
            }
            if (!recorded && ids.stream().noneMatch(id -> isOf(mount, id))) {
                Path point = mount.mountPoint();
                strays.add(
                        new Stray(point, "is mounted, and there is no record", "umount " + point));
            }
        }
        return strays;
    }

    private static boolean isOf(HostMount mount, String id) {
        return mount.source().equals(MountRecord.mark(id));
    }

    private static boolean isGone(MountRecord record, HostMounts mounts, Origin here)
            throws IOException {
        return record.origin().equals(here)
                ? mounts.of(record).isEmpty()
                : !here.mayBeThere(record.origin());
    }

    /// What is mounted, the longest mounted first.
    public List<Mounted> all() throws IOException, InterruptedException {
        try (FileChannel _ = records.lock()) {
            return presence().mounted();
        }
    }

    /// Unmounts, with all that was written there.
    ///
    /// @param word a directory, a step or the beginning of a layer's id; may be empty if there is
    ///     but one mount
    /// @param lazy whether a mount that is in use shall go too
    public void unmount(Optional<String> word, boolean lazy)
            throws IOException, InterruptedException {
        try (FileChannel _ = records.lock()) {
            Optional<Mounted> meant = presence().find(word);
            if (meant.isPresent()) {
                unmount(meant.get(), lazy);
            }
        }
    }

    /// Unmounts all that was mounted in this mount namespace; what is in use stays, and is told.
    ///
    /// @throws Problem that tells of the first one that stays
    public void unmountAll(boolean lazy) throws IOException, InterruptedException {
        Optional<Problem> first = Optional.empty();
        try (FileChannel _ = records.lock()) {
            for (Mounted each : presence().mounted().reversed()) {
                try {
                    if (!each.elsewhere()) {
                        unmount(each, lazy);
                    }
                } catch (Problem problem) {
                    first = first.isPresent() ? first : Optional.of(problem);
                }
            }
        }
        if (first.isPresent()) {
            throw first.get();
        }
    }

    private void unmount(Mounted mounted, boolean lazy) throws IOException, InterruptedException {
        MountRecord record = mounted.record();
        Path directory = mounted.directory();
        if (mounted.elsewhere()) {
            throw new Problem(
                    Problem.Kind.HOST,
                    directory + " cannot be unmounted from here",
                    "it was mounted in another mount namespace, such as a container has",
                    "there: firn umount " + directory);
        }
        Tools.Ending ending = takeAway(record.id(), directory, lazy);
        if (!ending.worked()) {
            throw stays(record, directory, ending.said());
        }
        forget(record, directory);
        notes.accept("unmounted " + directory);
    }

    private Tools.Ending takeAway(String id, Path directory, boolean lazy)
            throws IOException, InterruptedException {
        return HostOverlay.ofThisUser(tools)
                .unmount(cache.mount(id), MountRecord.mark(id), directory, lazy);
    }

    private static Problem stays(MountRecord record, Path directory, String said)
            throws IOException {
        List<String> users = new ArrayList<>(Occupants.of(directory));
        HostMounts mounts = HostMounts.now();
        Optional<HostMount> own = mounts.of(record);
        if (own.isPresent()) {
            for (HostMount above : mounts.on(own.get())) {
                users.add(above.mountPoint() + " is mounted in it");
            }
        }
        return new Problem(
                Problem.Kind.HOST,
                directory + " cannot be unmounted",
                users.isEmpty() ? said : "it is in use:\n" + String.join("\n", users),
                "end that, or: firn umount --lazy " + directory);
    }

    private Presence presence() throws IOException, InterruptedException {
        HostMounts mounts = HostMounts.now();
        Origin here = Origin.here(cache.bootId());
        List<Mounted> mounted = new ArrayList<>();
        List<MountRecord> cleared = new ArrayList<>();
        for (String id : records.ids()) {
            if (records.read(id).isEmpty() && mounts.marked(MountRecord.mark(id)).isEmpty()) {
                // The machine crashed while the record was written.
                records.remove(id);
            }
        }
        for (MountRecord record : records.all()) {
            Optional<HostMount> mount = mounts.of(record);
            if (!record.origin().equals(here)) {
                if (here.mayBeThere(record.origin())) {
                    mounted.add(new Mounted(record, record.directory(), true));
                } else {
                    clear(record, "is not mounted any more");
                    cleared.add(record);
                }
            } else if (mount.isEmpty()) {
                clear(record, "is not mounted any more");
                cleared.add(record);
            } else if (isDead(mount.get().mountPoint())) {
                // Whoever uses it cannot do anything with it.
                takeAway(record.id(), mount.get().mountPoint(), true);
                clear(record, "was dead, its fuse-overlayfs has ended");
                cleared.add(record);
            } else {
                mounted.add(new Mounted(record, mount.get().mountPoint(), false));
            }
        }
        return new Presence(mounted, cleared);
    }

    /// The kernel answers for a program that has ended. Listing asks the program, unlike reading
    /// attributes, which the kernel may still know.
    private static boolean isDead(Path mountPoint) throws IOException {
        try (DirectoryStream<Path> _ = Files.newDirectoryStream(mountPoint)) {
            return false;
        } catch (AccessDeniedException | NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private void clear(MountRecord record, String how) throws IOException {
        notes.accept(record.directory() + " " + how + "; cleared away");
        forget(record, record.directory());
    }

    private void forget(MountRecord record, Path directory) throws IOException {
        if (record.made()) {
            try {
                Files.deleteIfExists(directory);
            } catch (DirectoryNotEmptyException | AccessDeniedException e) {
                // Somebody else's by now.
                notes.accept(directory + " is left");
            }
        }
        records.remove(record.id());
    }
}
