package dev.firn.inspect;

import dev.firn.history.State;
import dev.firn.linux.PathBytes;
import dev.firn.problem.Problem;
import dev.firn.snapshot.ChainCopy;
import dev.firn.store.CacheDirectory;
import dev.firn.store.TreeRemoval;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// Copies the files of a state into a directory of the host, each at the path that it has in the
/// build.
///
/// Until the copy is whole the directory holds a file that says so; a copy that fails or is
/// interrupted is removed.
public final class Checkout {

    static final String UNFINISHED = ".firn-unfinished";

    private final CacheDirectory cache;
    private final StateTree tree;
    private final Path target;

    /// @param target absolute
    public Checkout(CacheDirectory cache, State state, Path target) {
        this.cache = cache;
        this.tree = new StateTree(state);
        this.target = target;
    }

    /// Copies.
    ///
    /// @param paths what to copy, as the user named it; everything when empty
    /// @return where the directory is now in which the build's shell was, if it was copied; else
    ///     the target
    /// @throws Problem when a path leads to no file, and when the target is not empty
    public Path copy(List<String> paths) throws IOException, InterruptedException {
        Collection<String> places = new TreeSet<>();
        for (String path : paths) {
            places.add(tree.find(path).path());
        }
        if (places.isEmpty() || places.contains("")) {
            places = tree.view().root().children().keySet();
        }
        try {
            copyPlaces(places);
        } catch (IOException e) {
            boolean ofTarget = e instanceof FileSystemException;
            throw new Problem(
                    Problem.Kind.HOST,
                    "could not copy " + tree.state().name() + " to " + target,
                    why(e),
                    ofTarget ? "name another directory" : "firn doctor",
                    e);
        }
        Path directory = PathBytes.resolve(target, tree.absolute("."));
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) ? directory : target;
    }

    private static String why(IOException e) {
        String said = String.valueOf(e.getMessage());
        return switch (e) {
            case AccessDeniedException _ -> said + ": permission denied";
            case NoSuchFileException _ -> said + ": no such directory";
            default -> said;
        };
    }

    private void copyPlaces(Collection<String> places) throws IOException, InterruptedException {
        boolean made = prepare();
        boolean whole = false;
        try {
            Path mark = Files.createFile(target.resolve(UNFINISHED));
            // Not in the cache, which may be somebody else's.
            Path run = Files.createTempDirectory("firn-checkout");
            try {
                new ChainCopy(cache, tree.state().chain(), run).of(places, target);
            } finally {
                TreeRemoval.remove(run);
            }
            Files.delete(mark);
            whole = true;
        } finally {
            if (!whole) {
                remove(made);
            }
        }
    }

    /// @return whether the directory was not there
    private boolean prepare() throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(target);
            return true;
        }
        if (!Files.isDirectory(target)) {
            throw occupied("it is no directory");
        }
        if (Files.exists(target.resolve(UNFINISHED), LinkOption.NOFOLLOW_LINKS)) {
            throw occupied("an interrupted checkout has left its files there");
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(target)) {
            if (entries.iterator().hasNext()) {
                throw occupied("it is not empty");
            }
        }
        return false;
    }

    private void remove(boolean made) throws IOException {
        if (made) {
            TreeRemoval.remove(target);
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(target)) {
            for (Path entry : entries) {
                if (!entry.endsWith(UNFINISHED)) {
                    TreeRemoval.remove(entry);
                }
            }
        }
        Files.deleteIfExists(target.resolve(UNFINISHED));
    }

    private Problem occupied(String why) {
        return new Problem(
                Problem.Kind.USAGE,
                "a state is copied into a new or an empty directory",
                target + ": " + why,
                "name another directory");
    }
}
