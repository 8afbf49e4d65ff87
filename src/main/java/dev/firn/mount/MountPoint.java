package dev.firn.mount;

import dev.firn.history.Side;
import dev.firn.history.State;
import dev.firn.problem.Problem;
import dev.firn.store.CacheDirectory;
import dev.firn.store.file.PrivateDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/// A directory to mount on.
///
/// @param directory absolute, without symbolic links, as the kernel lists it
/// @param made whether firn made it
record MountPoint(Path directory, boolean made) {

    /// The directory that the user names: an empty one, or one that can be made.
    ///
    /// @throws Problem when it is none
    static MountPoint given(CacheDirectory cache, Path named, HostMounts mounts)
            throws IOException {
        Path absolute = named.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw unfit(named, "there is no directory " + parent, "mkdir -p " + parent);
        }
        Path cacheRoot = cache.root().toRealPath();
        if (parent.toRealPath().resolve(absolute.getFileName()).startsWith(cacheRoot)) {
            throw unfit(
                    named,
                    "it is in the cache, " + cache.root(),
                    "name a directory elsewhere, or none");
        }
        if (Files.isDirectory(absolute)) {
            Path real = absolute.toRealPath();
            if (real.startsWith(cacheRoot)) {
                throw unfit(
                        named,
                        "it leads into the cache, " + cache.root(),
                        "name a directory elsewhere, or none");
            }
            if (mounts.isMountPoint(real)) {
                throw unfit(named, "something is mounted there", "firn mount lists what firn has");
            }
            if (!isEmpty(real)) {
                throw unfit(named, "it is not empty", "name an empty directory, or a new one");
            }
            return new MountPoint(real, false);
        }
        if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            throw unfit(named, "it is not a directory", "name an empty directory, or a new one");
        }
        try {
            return new MountPoint(Files.createDirectory(absolute).toRealPath(), true);
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? "permission denied" : e.getReason();
            throw unfit(named, reason, "name a directory that you may write to");
        }
    }

    /// A directory named for the state, where only this user looks.
    ///
    /// @param environment of the user
    static MountPoint usual(CacheDirectory cache, Map<String, String> environment, State state)
            throws IOException {
        Path place = cache.mounted();
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (runtime.startsWith("/") && Files.isWritable(Path.of(runtime))) {
            place = Path.of(runtime, "firn", "mounts");
        }
        PrivateDirectory.makeAll(place);
        String name = name(state);
        for (int number = 1; ; number++) {
            Path directory = place.resolve(number == 1 ? name : name + "-" + number);
            try {
                return new MountPoint(PrivateDirectory.make(directory).toRealPath(), true);
            } catch (FileAlreadyExistsException e) {
                // The next one.
            }
        }
    }

    private static String name(State state) {
        String side = state.side() == Side.AFTER ? "" : "-" + state.side().word();
        String name = state.build().name() + "-" + state.step().name() + side;
        return name.replaceAll("[^A-Za-z0-9+._=-]", "_");
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            return !entries.iterator().hasNext();
        }
    }

    private static Problem unfit(Path named, String why, String fix) {
        return new Problem(Problem.Kind.USAGE, "the state cannot be mounted on " + named, why, fix);
    }
}
