package dev.firn.snapshot;

import dev.firn.linux.PathBytes;
import dev.firn.overlay.FileState;
import dev.firn.overlay.MergedFile;
import dev.firn.overlay.OverlayMarks;
import dev.firn.overlay.View;
import dev.firn.store.TreeRemoval;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Files that are in the tree during a step only. Nothing else shows that they were there: the
/// directory around them keeps its mode and time, and where a copy of it had to be made, the copy
/// goes with them unless the step changed it.
final class LaidFiles {

    /// A directory copied from below, and how it looked then.
    private record Copied(Path directory, int mode, FileTime time) {}

    private static final Instant LONG_AGO = Instant.ofEpochSecond(1);

    private final Path upper;
    private final List<Path> lowers;
    private final List<Path> laid = new ArrayList<>();
    private final List<Path> expected = new ArrayList<>();
    private final List<Copied> copied = new ArrayList<>();

    LaidFiles(Path upper, List<Path> lowers) {
        this.upper = upper;
        this.lowers = List.copyOf(lowers);
    }

    void lay(String path, byte[] content, int mode) throws IOException {
        int slash = path.lastIndexOf('/');
        Path directory = slash < 0 ? upper : directory(path.substring(0, slash));
        FileTime time = Files.getLastModifiedTime(directory);
        Path file = PathBytes.resolve(directory, path.substring(slash + 1));
        Files.write(file, content);
        Files.setAttribute(file, "unix:mode", mode);
        // So that a step that reads it can be told: FileUse.
        times(file).setTimes(null, FileTime.from(LONG_AGO), null);
        Files.setLastModifiedTime(directory, time);
        laid.add(file);
    }

    /// An empty file, older than anything, which stays if something is written to it.
    void expect(String path, int mode) throws IOException {
        lay(path, new byte[0], mode);
        Path file = laid.removeLast();
        FileTime past = FileTime.from(LONG_AGO);
        times(file).setTimes(past, past, past);
        expected.add(file);
    }

    /// The directory in the upper directory, made if need be to look like the one it covers.
    private Path directory(String path) throws IOException {
        Path directory = PathBytes.resolve(upper, path);
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return directory;
        }
        int slash = path.lastIndexOf('/');
        Path parent = slash < 0 ? upper : directory(path.substring(0, slash));
        FileTime parentTime = Files.getLastModifiedTime(parent);
        Files.createDirectory(directory);
        Files.setLastModifiedTime(parent, parentTime);
        Optional<MergedFile> covered = View.of(lowers).find(path);
        if (covered.isPresent()) {
            FileState state = covered.get().state();
            Files.setAttribute(directory, "unix:mode", state.permissions());
            Files.setLastModifiedTime(directory, state.modified());
            copied.add(new Copied(directory, state.permissions(), state.modified()));
        }
        return directory;
    }

    /// Whether a file was laid at this place.
    boolean hasLaid(String path) {
        Path file = PathBytes.resolve(upper, path);
        return laid.contains(file) || expected.contains(file);
    }

    private static BasicFileAttributeView times(Path file) {
        return Files.getFileAttributeView(file, BasicFileAttributeView.class);
    }

    void remove() throws IOException {
        for (Path file : expected) {
            if (isInside(directoryOf(file)) && isUntouched(file)) {
                laid.add(file);
            }
        }
        for (Path file : laid) {
            Path directory = directoryOf(file);
            if (isInside(directory) && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                FileTime time = Files.getLastModifiedTime(directory);
                TreeRemoval.remove(file);
                Files.setLastModifiedTime(directory, time);
            }
        }
        for (Copied copy : copied.reversed()) {
            if (isInside(copy.directory()) && isUnchanged(copy)) {
                Path parent = directoryOf(copy.directory());
                FileTime time = Files.getLastModifiedTime(parent);
                Files.delete(copy.directory());
                Files.setLastModifiedTime(parent, time);
            }
        }
    }

    /// Whether no part of the way to this directory has become a symbolic link or is gone.
    private boolean isInside(Path directory) {
        for (Path at = directory; !at.equals(upper); at = directoryOf(at)) {
            if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUntouched(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.getLastModifiedTime(file).toInstant().equals(LONG_AGO);
    }

    private static boolean isUnchanged(Copied copy) throws IOException {
        FileState state = FileState.of(copy.directory());
        if (state.permissions() != copy.mode() || !state.modified().equals(copy.time())) {
            return false;
        }
        if (OverlayMarks.opacity(copy.directory()) == OverlayMarks.Opacity.OPAQUE) {
            return false;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(copy.directory())) {
            return !children.iterator().hasNext();
        }
    }

    private static Path directoryOf(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("outside of the scratch: " + file);
        }
        return parent;
    }
}
