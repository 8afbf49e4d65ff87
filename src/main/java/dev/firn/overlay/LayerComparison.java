package dev.firn.overlay;

import dev.firn.linux.PathBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Whether two upper directories on top of the same layers say the same: the same names with the
/// same types, modes, contents, link targets, hard links and attributes.
///
/// Times are those of two runs and differ. What `make` can tell by them has to be the same all the
/// same: a time that was set, to before or after its run, is equal on both sides; and of two files
/// the same one is newer on both sides, or they are as old as each other on both sides. Only what
/// lies within a few ticks of the kernel's clock may be equal here and ordered there.
///
/// It ends at the first difference, and contents are read last.
public final class LayerComparison {

    private final Set<String> ignored;
    private final List<Pair> pairs = new ArrayList<>();
    private final Map<Long, Long> inodes = new HashMap<>();
    private final Map<Long, Long> back = new HashMap<>();

    /// The directories of a sandbox, made anew for other inputs and in each run of the machine.
    private static final Set<String> GIVEN = Set.of("build", "nix", "nix/store", "tmp");

    /// The kernel's clock for files ticks every 1 to 10 ms.
    private static final Duration TICKS = Duration.ofMillis(20);

    /// @param given whether it is a directory that was there before the first step
    private record Pair(
            Path one, FileState oneState, Path other, FileState otherState, boolean given) {

        Instant time() {
            return oneState.modified().toInstant();
        }

        Instant otherTime() {
            return otherState.modified().toInstant();
        }
    }

    private LayerComparison(Set<String> ignored) {
        this.ignored = ignored;
    }

    /// An upper directory.
    ///
    /// @param files its root
    /// @param started when the run began that filled it
    /// @param ended when it had ended
    public record Side(Path files, Instant started, Instant ended) {

        private boolean isSet(FileTime time) {
            return time.toInstant().isBefore(started) || time.toInstant().isAfter(ended);
        }
    }

    /// @param ignored names, relative to the roots, that are passed over
    public static boolean areSame(Side one, Side other, Set<String> ignored) throws IOException {
        LayerComparison comparison = new LayerComparison(ignored);
        try {
            return comparison.walk(one.files(), other.files(), "")
                    && comparison.areInOrder(one, other)
                    && comparison.holdTheSame();
        } catch (AccessDeniedException e) {
            // What a builder closed to its owner cannot be compared.
            return false;
        }
    }

    private boolean walk(Path one, Path other, String prefix) throws IOException {
        SortedMap<String, Path> ours = children(one, prefix);
        SortedMap<String, Path> theirs = children(other, prefix);
        if (!ours.keySet().equals(theirs.keySet())) {
            return false;
        }
        for (Map.Entry<String, Path> entry : ours.entrySet()) {
            Path mine = entry.getValue();
            Path their = theirs.getOrDefault(entry.getKey(), mine);
            FileState a = FileState.of(mine);
            FileState b = FileState.of(their);
            boolean same =
                    a.mode() == b.mode()
                            && (a.isDirectory() || (a.size() == b.size() && areLinkedAlike(a, b)))
                            && attributes(mine, a).equals(attributes(their, b));
            if (!same || (a.isDirectory() && !walk(mine, their, prefix + entry.getKey() + '/'))) {
                return false;
            }
            boolean given = a.isDirectory() && GIVEN.contains(prefix + entry.getKey());
            pairs.add(new Pair(mine, a, their, b, given));
        }
        return true;
    }

    private SortedMap<String, Path> children(Path directory, String prefix) throws IOException {
        SortedMap<String, Path> children = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = PathBytes.name(entry);
                if (!ignored.contains(prefix + name)) {
                    children.put(name, entry);
                }
            }
        }
        return children;
    }

    private boolean areLinkedAlike(FileState a, FileState b) {
        if (a.links() == 1 && b.links() == 1) {
            return true;
        }
        Long known = inodes.putIfAbsent(a.inode(), b.inode());
        Long knownBack = back.putIfAbsent(b.inode(), a.inode());
        return (known == null || known == b.inode())
                && (knownBack == null || knownBack == a.inode());
    }

    private static Map<String, ByteBuffer> attributes(Path file, FileState state)
            throws IOException {
        Map<String, ByteBuffer> values = new HashMap<>();
        if (state.type() == 'f' || state.isDirectory()) {
            UserDefinedFileAttributeView attributes = OverlayMarks.userAttributes(file);
            for (String name : attributes.list()) {
                if (!OverlayMarks.isIncidental(name)) {
                    ByteBuffer value = ByteBuffer.allocate(attributes.size(name));
                    attributes.read(name, value);
                    values.put(name, value.flip());
                }
            }
        }
        return values;
    }

    private boolean areInOrder(Side one, Side other) {
        List<Pair> made = new ArrayList<>();
        for (Pair pair : pairs) {
            FileTime a = pair.oneState().modified();
            FileTime b = pair.otherState().modified();
            boolean set = one.isSet(a);
            boolean setOtherwise = set != other.isSet(b) || (set && !a.equals(b));
            if (setOtherwise && !pair.given()) {
                return false;
            }
            if (!set && !pair.given()) {
                made.add(pair);
            }
        }
        made.sort(Comparator.comparing(Pair::time).thenComparing(Pair::otherTime));
        if (!isOrdered(made, Pair::time, Pair::otherTime)) {
            return false;
        }
        made.sort(Comparator.comparing(Pair::otherTime).thenComparing(Pair::time));
        return isOrdered(made, Pair::otherTime, Pair::time);
    }

    /// @param sorted by the first time
    private static boolean isOrdered(
            List<Pair> sorted, Function<Pair, Instant> first, Function<Pair, Instant> second) {
        Instant latest = Instant.MIN;
        for (int from = 0; from < sorted.size(); ) {
            int to = from;
            Instant time = first.apply(sorted.get(from));
            while (to < sorted.size() && first.apply(sorted.get(to)).equals(time)) {
                to++;
            }
            Instant earliestHere = second.apply(sorted.get(from));
            Instant latestHere = second.apply(sorted.get(to - 1));
            // Equal here, so not far apart there; and not older than what is older here.
            if (earliestHere.isBefore(latest)
                    || Duration.between(earliestHere, latestHere).compareTo(TICKS) > 0) {
                return false;
            }
            latest = latestHere;
            from = to;
        }
        return true;
    }

    private boolean holdTheSame() throws IOException {
        for (Pair pair : pairs) {
            boolean same =
                    switch (pair.oneState().type()) {
                        case 'd' -> true;
                        case 'f' -> Files.mismatch(pair.one(), pair.other()) < 0;
                        case 'l' -> target(pair.one()).equals(target(pair.other()));
                        default -> device(pair.one()).equals(device(pair.other()));
                    };
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static String target(Path link) throws IOException {
        return PathBytes.of(Files.readSymbolicLink(link));
    }

    private static Object device(Path file) throws IOException {
        return Files.getAttribute(file, "unix:rdev", LinkOption.NOFOLLOW_LINKS);
    }
}
