package dev.firn.nix.compare;

import dev.firn.nix.compare.Difference.FileType;
import dev.firn.nix.compare.Difference.Kind;
import dev.firn.nix.compare.Difference.Side;
import dev.firn.nix.compare.content.Cause;
import dev.firn.nix.compare.content.FileComparison;
import dev.firn.nix.compare.content.Likeness;
import dev.firn.nix.compare.content.Spot;
import dev.firn.nix.compare.stream.PathSwap;
import dev.firn.nix.compare.unpack.Room;
import dev.firn.nix.nar.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Compares trees and collects what they differ in. Files that are named by build ids, and links to
/// them, come last: by then it is known which id is which.
final class TreeComparison {

    private final PathSwap swap;
    private final Path room;
    private final BuildIds ids = new BuildIds();
    private final List<Difference> found = new ArrayList<>();
    private final List<DebugDirectory> later = new ArrayList<>();

    /// @param room a directory where files may be unpacked
    TreeComparison(PathSwap swap, Path room) {
        this.swap = swap;
        this.room = room;
    }

    void missing(String output, String path, Side side) {
        add(output, path, new Difference.Missing(side));
    }

    void add(String output, String path, Kind kind) {
        found.add(new Difference(output, path, kind));
    }

    void compare(String output, String path, FileTree ours, FileTree theirs) throws IOException {
        if (ours instanceof FileTree.Directory a && theirs instanceof FileTree.Directory b) {
            if (path.equals(BuildIds.DIRECTORY) || path.endsWith("/" + BuildIds.DIRECTORY)) {
                later.add(new DebugDirectory(this, output, path, a, b));
            } else {
                directories(output, path, a, b);
            }
        } else if (ours instanceof FileTree.Regular a && theirs instanceof FileTree.Regular b) {
            if (a.executable() != b.executable()) {
                add(output, path, new Difference.Executable(a.executable()));
            }
            Optional<Difference.Content> content = content(a, b);
            if (content.isPresent()) {
                add(output, path, content.get());
            }
        } else if (ours instanceof FileTree.Symlink a && theirs instanceof FileTree.Symlink b) {
            String target = swap.applied(b.target());
            if (!target.equals(a.target())) {
                add(output, path, new Difference.Target(a.target(), target, Optional.empty()));
            }
        } else {
            add(output, path, new Difference.Type(FileType.of(ours), FileType.of(theirs)));
        }
    }

    /// Notes the build ids if they make the difference.
    Optional<Difference.Content> content(FileTree.Regular ours, FileTree.Regular theirs)
            throws IOException {
        Likeness found = FileComparison.of(swap, new Room(room, Room.MOST), ours, theirs);
        Optional<Difference.Content> content =
                switch (found) {
                    case Likeness.Alike(_, var causes) when causes.isEmpty() -> Optional.empty();
                    case Likeness.Alike(_, var causes) -> content(Optional.empty(), causes);
                    case Likeness.Unlike(Spot spot) -> content(Optional.of(spot), List.of());
                };
        content.ifPresent(ids::learn);
        return content;
    }

    private static Optional<Difference.Content> content(
            Optional<Spot> unexplained, Collection<Cause> causes) {
        return Optional.of(new Difference.Content(unexplained, List.copyOf(causes)));
    }

    BuildIds ids() {
        return ids;
    }

    /// Their entries, by the names that they would have here.
    SortedMap<String, FileTree> renamed(FileTree.Directory theirs) throws IOException {
        SortedMap<String, FileTree> entries = new TreeMap<>();
        for (Map.Entry<String, FileTree> entry : theirs.entries().entrySet()) {
            if (entries.put(swap.applied(entry.getKey()), entry.getValue()) != null) {
                throw new IllegalStateException("two names in a directory have become one");
            }
        }
        return entries;
    }

    /// To be called once, after all trees.
    Comparison finish() throws IOException {
        for (DebugDirectory each : later) {
            each.compare();
        }
        found.replaceAll(this::explained);
        found.sort(Comparator.comparing(Difference::output).thenComparing(Difference::path));
        return new Comparison(found);
    }

    private void directories(
            String output, String path, FileTree.Directory ours, FileTree.Directory theirs)
            throws IOException {
        SortedMap<String, FileTree> our = ours.entries();
        SortedMap<String, FileTree> their = renamed(theirs);
        TreeSet<String> names = new TreeSet<>(our.keySet());
        names.addAll(their.keySet());
        for (String name : names) {
            String child = path.isEmpty() ? name : path + "/" + name;
            FileTree a = our.get(name);
            FileTree b = their.get(name);
            if (a == null) {
                missing(output, child, Side.OURS);
            } else if (b == null) {
                missing(output, child, Side.THEIRS);
            } else {
                compare(output, child, a, b);
            }
        }
    }

    private Difference explained(Difference difference) {
        if (difference.kind() instanceof Difference.Target target) {
            Optional<Cause> cause = ids.cause(target.ours(), target.theirs());
            return new Difference(
                    difference.output(),
                    difference.path(),
                    new Difference.Target(target.ours(), target.theirs(), cause));
        }
        return difference;
    }
}
