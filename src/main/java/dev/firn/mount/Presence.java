package dev.firn.mount;

import dev.firn.history.StepName;
import dev.firn.problem.Problem;
import dev.firn.store.LayerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is mounted, and what was found to have gone and was cleared away.
record Presence(List<Mounted> mounted, List<MountRecord> cleared) {

    /// What is shorter names too much.
    private static final int SHORTEST_ID = 4;

    Presence {
        mounted = List.copyOf(mounted);
        cleared = List.copyOf(cleared);
    }

    /// The mount that is meant.
    ///
    /// @param word a directory, a step or state, or the beginning of a layer's id; the only mount
    ///     there is when empty
    /// @return nothing when it has just been cleared away
    /// @throws Problem when there is none, or more than one
    Optional<Mounted> find(Optional<String> word) throws IOException {
        List<Mounted> meant = mounted;
        if (word.isPresent()) {
            meant = matching(word.get());
            if (meant.isEmpty() && matchesCleared(word.get())) {
                return Optional.empty();
            }
        } else if (meant.isEmpty() && !cleared.isEmpty()) {
            return Optional.empty();
        }
        if (meant.size() == 1) {
            return Optional.of(meant.getFirst());
        }
        if (meant.isEmpty()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    word.isPresent() ? word.get() + " is not mounted" : "nothing is mounted",
                    mounted.isEmpty() ? "" : "mounted are:\n" + lines(mounted),
                    mounted.isEmpty() ? "" : "firn umount DIR, or --all");
        }
        throw new Problem(
                Problem.Kind.USAGE,
                word.isPresent() ? "more than one is meant" : "there is more than one mount",
                lines(meant),
                "firn umount DIR, or --all");
    }

    private List<Mounted> matching(String word) throws IOException {
        List<Path> places = places(word);
        List<Mounted> there = new ArrayList<>();
        List<Mounted> exact = new ArrayList<>();
        List<Mounted> beginning = new ArrayList<>();
        for (Mounted each : mounted) {
            if (places.contains(each.directory())) {
                there.add(each);
            } else if (isOf(each.record(), word)) {
                exact.add(each);
            } else if (isBeginning(each.record(), word)) {
                beginning.add(each);
            }
        }
        if (!there.isEmpty()) {
            // The last one lies on top.
            return List.of(there.getLast());
        }
        return exact.isEmpty() ? beginning : exact;
    }

    private boolean matchesCleared(String word) throws IOException {
        List<Path> places = places(word);
        for (MountRecord record : cleared) {
            if (places.contains(record.directory()) || isOf(record, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(MountRecord record, String word) {
        return record.state().equals(word) || step(record).equals(word);
    }

    private static boolean isBeginning(MountRecord record, String word) {
        if (word.isEmpty()) {
            return false;
        }
        Optional<LayerId> top =
                record.layers().isEmpty()
                        ? Optional.empty()
                        : Optional.of(record.layers().getLast());
        boolean layer =
                word.length() >= SHORTEST_ID
                        && top.isPresent()
                        && top.get().value().startsWith(word);
        int at = word.indexOf('@');
        boolean state =
                at < 0
                        ? step(record).startsWith(word)
                        : step(record).startsWith(word.substring(0, at))
                                && record.state().endsWith(word.substring(at));
        return layer || state;
    }

    private static String step(MountRecord record) {
        return StepName.parse(record.state()).word();
    }

    /// What the word may be as a directory. What is mounted there may be dead: then only the
    /// directory above can be asked for its real path.
    private static List<Path> places(String word) throws IOException {
        Path absolute = Path.of(word).toAbsolutePath().normalize();
        List<Path> places = new ArrayList<>(List.of(absolute));
        Path parent = absolute.getParent();
        if (parent != null && Files.isDirectory(parent)) {
            places.add(parent.toRealPath().resolve(absolute.getFileName()));
        }
        try {
            places.add(absolute.toRealPath());
        } catch (IOException e) {
            // Nothing is there, or it is dead.
            return places;
        }
        return places;
    }

    private static String lines(List<Mounted> mounts) {
        List<String> lines = new ArrayList<>();
        for (Mounted each : mounts) {
            MountRecord record = each.record();
            lines.add(each.directory() + "  " + record.name() + " " + record.state());
        }
        return String.join("\n", lines);
    }
}
