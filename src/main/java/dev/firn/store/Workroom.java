package dev.firn.store;

import dev.firn.store.Milestones.Milestone;
import dev.firn.store.file.PrivateDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One process's own part of the cache, `work/<pid>-<random>/`: everything that is not finished.
/// A lock on the file of the same name beside it tells the living from the dead.
///
/// The lock is a POSIX record lock: the kernel drops it when the process dies, a child does not
/// inherit it, and the JDK has it without a system call of ours. Its trap is that a process loses
/// it by closing *any* descriptor of the file, so the sweep never opens a lock whose name starts
/// with its own process id.
public final class Workroom implements AutoCloseable {

    private static final String LOCK = ".lock";

    /// What there must be room for, at least.
    private static final int PROBE = 65536;

    private final Path directory;
    private final Path lockFile;
    private final FileChannel channel;
    private final Milestones milestones;
    private final AtomicInteger asides = new AtomicInteger();

    private Workroom(Path directory, Path lockFile, FileChannel channel, Milestones milestones) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.channel = channel;
        this.milestones = milestones;
    }

    /// Order: lock file, lock, directory. A sweep that comes between the first two may take the
    /// lock or the file away; then this begins again under another name.
    static Workroom open(Path work, Milestones milestones) throws IOException {
        while (true) {
            String name = ownPid() + "-" + LayerId.randomName();
            Path lockFile = work.resolve(name + LOCK);
            FileChannel channel = locked(lockFile);
            if (channel != null) {
                milestones.reached(Milestone.WORKROOM_LOCKED);
                Path directory = PrivateDirectory.make(work.resolve(name));
                return new Workroom(directory, lockFile, channel, milestones);
            }
        }
    }

    private static @Nullable FileChannel locked(Path lockFile) throws IOException {
        FileChannel channel =
                FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null && Files.exists(lockFile)) {
                return channel;
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    /// Leaves word of a step that begins, for those who follow it from another process.
    ///
    /// @param layer that it is to become
    public void begins(String step, LayerId layer) throws IOException {
        new Progress(directory).begins(step, layer);
    }

    /// Leaves word of what a build does before its first step.
    ///
    /// @param what for people, one line
    public void does(String what) throws IOException {
        new Progress(directory).does(what);
    }

    /// A new directory for the making of this layer.
    public Path scratch(LayerId id) throws IOException {
        return PrivateDirectory.make(directory.resolve(id.value()));
    }

    /// Why nothing can be written here at the moment, found out by doing it.
    ///
    /// @return the reason as the kernel says it; nothing when something can be written
    public Optional<String> unwritable() {
        Path probe = aside();
        try {
            Files.write(probe, new byte[PROBE], StandardOpenOption.CREATE_NEW);
        } catch (FileSystemException e) {
            return Optional.of(Objects.requireNonNullElse(e.getReason(), e.toString()));
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } finally {
            forget(probe);
        }
        return Optional.empty();
    }

    private static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It goes with the workroom.
            return;
        }
    }

    /// Makes `target` appear whole with this content, unless it is there already.
    ///
    /// @return whether it was made; false when somebody was first
    public boolean publish(Path target, byte[] content) throws IOException {
        Path aside = aside(content);
        milestones.reached(Milestone.ENTRY_WRITTEN_ASIDE);
        try {
            Files.createLink(target, aside);
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.delete(aside);
        }
        milestones.reached(Milestone.ENTRY_PUBLISHED);
        return true;
    }

    /// Makes `target` have this content, whole; the last writer wins.
    public void replace(Path target, byte[] content) throws IOException {
        Files.move(aside(content), target, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Takes `target` away if it still has this content. What somebody else has put there in the
    /// meantime is put back.
    public void withdraw(Path target, byte[] content) throws IOException {
        Path aside = aside();
        try {
            Files.move(target, aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return;
        }
        if (!Arrays.equals(Files.readAllBytes(aside), content)) {
            try {
                Files.createLink(target, aside);
            } catch (FileAlreadyExistsException e) {
                // A third one is there: it is as good as the one taken away.
            }
        }
        Files.delete(aside);
        milestones.reached(Milestone.ENTRY_WITHDRAWN);
    }

    /// Removes a tree of the cache such that nobody ever sees a part of it.
    public void retire(Path tree) throws IOException {
        Optional<Path> aside = setAside(tree);
        if (aside.isPresent()) {
            TreeRemoval.remove(aside.get());
        }
    }

    /// Takes a tree out of the cache at once; it is removed with the workroom at the latest.
    ///
    /// @return where it lies now; nothing if it was not there
    Optional<Path> setAside(Path tree) throws IOException {
        Path aside = aside();
        try {
            Files.move(tree, aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        milestones.reached(Milestone.LAYER_RETIRED);
        return Optional.of(aside);
    }

    /// A file of this process for others to read, which goes with it.
    Path file(String name) {
        return directory.resolve(name);
    }

    private Path aside(byte[] content) throws IOException {
        return Files.write(aside(), content, StandardOpenOption.CREATE_NEW);
    }

    /// A name for something on its way in or out.
    public Path aside() {
        return directory.resolve("aside-" + asides.incrementAndGet());
    }

    /// Whether the process with this lock lives.
    static boolean isAlive(Path lockFile) throws IOException {
        if (isOwn(lockFile.getFileName().toString())) {
            return true;
        }
        try (FileChannel other = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                FileLock lock = other.tryLock()) {
            return lock == null;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    static boolean isOwn(String name) {
        return name.startsWith(ownPid() + "-");
    }

    static boolean isLock(String name) {
        return name.endsWith(LOCK);
    }

    static String directoryOf(String lockName) {
        return lockName.substring(0, lockName.length() - LOCK.length());
    }

    static String lockOf(String directoryName) {
        return directoryName + LOCK;
    }

    private static String ownPid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    /// Everything unfinished is removed. What cannot be is left to the sweep of another process.
    @Override
    public void close() throws IOException {
        try (channel) {
            TreeRemoval.remove(directory);
            Files.deleteIfExists(lockFile);
        } catch (IOException e) {
            return;
        }
    }
}
