package dev.firn.snapshot;

import dev.firn.linux.PathBytes;
import dev.firn.overlay.MergedFile;
import dev.firn.overlay.View;
import dev.firn.store.CacheDirectory;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Copies files of the merged tree of a chain: the kernel merges, `cp -a` copies, both in
/// namespaces of a child process. That keeps hard links, holes, times and attributes, and files
/// that their owner may not read are no obstacle. The copies belong to the user.
public final class ChainCopy {

    /// The X keeps the shell from dropping a newline at the end of a path.
    private static final String SCRIPT =
            """
            set -e
            mount -t overlay firn -o "ro,userxattr,lowerdir=$1" "$2"
            cd "$2"
            target=$3
            shift 3
            for octal; do
                path=$(printf '%bX' "$octal")
                shift
                set -- "$@" "${path%X}"
            done
            exec cp -a --reflink=auto --parents -- "$@" "$target/"
            """;

    private final CacheDirectory cache;
    private final Chain chain;
    private final Path run;

    /// @param run a directory for what is needed meanwhile
    public ChainCopy(CacheDirectory cache, Chain chain, Path run) {
        this.cache = cache;
        this.chain = chain;
        this.run = run;
    }

    /// Copies everything.
    ///
    /// @param target a directory, which gets the mode and the time of the root
    void whole(Path target) throws IOException, InterruptedException {
        if (!chain.layers().isEmpty()) {
            copy(List.of("."), target);
        }
    }

    /// Copies some files with all that is below them, and the directories on the way to them.
    ///
    /// @param paths from the root, no symbolic link on the way, bytes
    /// @param target a directory
    public void of(Collection<String> paths, Path target) throws IOException, InterruptedException {
        if (paths.isEmpty()) {
            return;
        }
        copy(paths, target);
        View view = chain.view();
        TreeSet<String> ways = new TreeSet<>();
        for (String path : paths) {
            for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
                ways.add(path.substring(0, end));
            }
        }
        // Copying into a directory changes its time.
        for (String way : ways.descendingSet()) {
            Optional<MergedFile> directory = view.find(way);
            if (directory.isPresent()) {
                Files.setLastModifiedTime(
                        PathBytes.resolve(target, way), directory.get().modified());
            }
        }
    }

    private void copy(Collection<String> paths, Path target)
            throws IOException, InterruptedException {
        Path merged = Files.createDirectory(run.resolve("merged"));
        // An overlay without an upper directory wants two lower ones.
        Path empty = Files.createDirectory(run.resolve("empty"));
        // Relative, as the kernel takes one page of options and splits paths at colons.
        StringBuilder lowers = new StringBuilder();
        for (Path lower : chain.lowers()) {
            lowers.append(cache.layers().relativize(lower)).append(':');
        }
        boolean inside = empty.startsWith(cache.root());
        lowers.append(inside ? cache.layers().relativize(empty) : empty);
        List<String> command = new ArrayList<>();
        // However this process ends, all of them end with it, and so does the mount.
        command.addAll(List.of("setpriv", "--pdeathsig", "KILL"));
        command.addAll(List.of("unshare", "--user", "--map-root-user", "--mount"));
        command.addAll(List.of("--pid", "--fork", "--kill-child", "--propagation", "private"));
        command.addAll(List.of("sh", "-c", SCRIPT, "sh", lowers.toString()));
        command.addAll(List.of(merged.toString(), target.toString()));
        for (String path : paths) {
            command.add(PathBytes.octal(path));
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        // The newer way to mount takes 255 bytes a value.
        builder.environment().put("LIBMOUNT_FORCE_MOUNT2", "always");
        builder.environment().put("LC_ALL", "C");
        Path messages = run.resolve("messages");
        Process copy =
                builder.directory(cache.layers().toFile())
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(messages.toFile())
                        .start();
        if (ended(copy) != 0) {
            throw new IOException(
                    "could not copy a chain of "
                            + chain.layers().size()
                            + " layers: "
                            + Files.readString(messages, StandardCharsets.ISO_8859_1).strip());
        }
        Files.delete(merged);
        Files.delete(empty);
        Files.delete(messages);
    }

    private static int ended(Process copy) throws InterruptedException {
        try {
            return copy.waitFor();
        } catch (InterruptedException e) {
            // It is the first process of its namespace: all of them end with it.
            copy.destroyForcibly();
            throw e;
        }
    }
}
