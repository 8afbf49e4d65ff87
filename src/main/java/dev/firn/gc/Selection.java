package dev.firn.gc;

import dev.firn.gc.Census.Resident;
import dev.firn.gc.Victim.Reason;
import dev.firn.store.LayerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides which layers go: what was not used for the longest time first, and nothing before all
/// that stands on it. Nothing is touched.
///
/// A layer counts as used when one that stands on it is: so in the order of last use no chain is
/// ever cut in the middle.
///
/// @param limits that are to be kept to
/// @param used layers that nobody may remove
/// @param free bytes that are free on the disk now
/// @param now when
record Selection(Limits limits, Set<LayerId> used, long free, Instant now) {

    Selection {
        used = Set.copyOf(used);
    }

    /// In the order in which they are to go.
    List<Victim> among(Census census) {
        Set<LayerId> stays = census.chains(used);
        Set<LayerId> late = census.ofNewest(limits.keepBuilds());
        List<Candidate> candidates = new ArrayList<>();
        for (Candidate candidate : candidates(census, late)) {
            if (!stays.contains(candidate.layer().id())) {
                candidates.add(candidate);
            }
        }
        candidates.sort(Candidate.ORDER);
        long bytes = census.bytes();
        long room = free;
        List<Victim> victims = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Optional<Reason> reason =
                    bytes <= limits.reserved() ? Optional.empty() : reason(candidate, bytes, room);
            if (reason.isEmpty()) {
                break;
            }
            victims.add(new Victim(candidate.layer(), reason.get()));
            bytes -= candidate.layer().bytes();
            room += candidate.layer().bytes();
        }
        return victims;
    }

    private Optional<Reason> reason(Candidate candidate, long bytes, long room) {
        if (limits.equals(Limits.nothing())) {
            return Optional.of(Reason.ALL);
        }
        boolean old =
                limits.age().isPresent()
                        && candidate.used().isBefore(now.minus(limits.age().get()));
        if (old && !candidate.late()) {
            return Optional.of(Reason.UNUSED);
        }
        if (bytes > limits.maximum()) {
            return Optional.of(Reason.SIZE);
        }
        return room < limits.free() ? Optional.of(Reason.ROOM) : Optional.empty();
    }

    /// @param late whether it belongs to a build that goes last
    /// @param used when it or anything that stands on it was used last
    /// @param depth how many layers it stands on
    private record Candidate(Resident layer, boolean late, Instant used, int depth) {

        static final Comparator<Candidate> ORDER =
                Comparator.comparing(Candidate::late)
                        .thenComparing(Candidate::used)
                        .thenComparing(Candidate::depth, Comparator.reverseOrder())
                        .thenComparing(candidate -> candidate.layer().id());
    }

    private static List<Candidate> candidates(Census census, Set<LayerId> late) {
        Map<LayerId, Integer> depths = new HashMap<>();
        for (Resident layer : census.layers().values()) {
            depth(layer, census, depths);
        }
        List<Resident> deepestFirst = new ArrayList<>(census.layers().values());
        deepestFirst.sort(
                Comparator.comparing(
                        (Resident layer) -> depths.get(layer.id()), Comparator.reverseOrder()));
        Map<LayerId, Instant> used = new HashMap<>();
        List<Candidate> candidates = new ArrayList<>();
        for (Resident layer : deepestFirst) {
            Instant latest = later(layer.used(), used.get(layer.id()));
            layer.parent().ifPresent(parent -> used.merge(parent, latest, Selection::later));
            int depth = depths.getOrDefault(layer.id(), 0);
            candidates.add(new Candidate(layer, late.contains(layer.id()), latest, depth));
        }
        return candidates;
    }

    /// A chain is as long as a package has phases and commands: recursion is no matter. A damaged
    /// cache may say that a layer stands on itself.
    private static int depth(Resident layer, Census census, Map<LayerId, Integer> depths) {
        Integer known = depths.putIfAbsent(layer.id(), 0);
        if (known != null) {
            return known;
        }
        Resident parent = layer.parent().map(census.layers()::get).orElse(null);
        int depth = parent == null ? 0 : depth(parent, census, depths) + 1;
        depths.put(layer.id(), depth);
        return depth;
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other == null || one.isAfter(other) ? one : other;
    }
}
