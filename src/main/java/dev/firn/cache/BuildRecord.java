package dev.firn.cache;

import dev.firn.key.KeyParts;
import dev.firn.store.LayerId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One run of firn on one derivation.
///
/// @param id sorts by time
/// @param name of the derivation
/// @param derivation its path
/// @param builtAt where each output lies in the layers; empty when the build has not come to its
///     end
/// @param results store path by output; empty also when the result was not acceptable
/// @param ignored what had changed since layers were made that were reused all the same; one line
///     each. Empty unless the build is forced
/// @param forced whether some layer was reused although its key did not match
/// @param verdict what a comparison with a clean build of Nix came to, if there was one
/// @param link where links to its results go, a path; empty when there are to be none
/// @param ground the parts of the key that the first step stands on
public record BuildRecord(
        String id,
        Instant started,
        Duration took,
        String name,
        String derivation,
        List<StepRecord> steps,
        SortedMap<String, String> builtAt,
        SortedMap<String, String> results,
        boolean forced,
        List<String> ignored,
        Optional<Verdict> verdict,
        Optional<String> link,
        KeyParts ground) {

    /// How the last step is named of a record that stands for a layer kept from a shell. A step of
    /// a build that ran has a key.
    public static final String SHELL = "shell";

    public BuildRecord {
        steps = List.copyOf(steps);
        ignored = List.copyOf(ignored);
        builtAt = Collections.unmodifiableSortedMap(new TreeMap<>(builtAt));
        results = Collections.unmodifiableSortedMap(new TreeMap<>(results));
    }

    /// What a comparison with a clean build of Nix came to.
    public enum Verdict {
        /// The same in every byte but for the hashes of the output paths.
        IDENTICAL,
        /// The same but for differences of a known cause that follow from these hashes.
        SAME_BUT,
        /// Something else.
        DIFFERENT
    }

    /// How a build ended.
    public enum End {
        /// Its result is in the store.
        BUILT,
        /// A step failed.
        FAILED,
        /// It was to go no further.
        STOPPED,
        /// It is no build of its own: it stands for a layer that was kept from a shell.
        KEPT,
        /// All steps succeeded, and their result was not acceptable.
        REFUSED
    }

    public End end() {
        if (isOfShell()) {
            return End.KEPT;
        }
        if (steps.stream().anyMatch(step -> step.outcome() == StepOutcome.FAILED)) {
            return End.FAILED;
        }
        if (builtAt.isEmpty()) {
            return End.STOPPED;
        }
        return results.isEmpty() ? End.REFUSED : End.BUILT;
    }

    /// Whether this stands for a layer that was kept from a shell.
    public boolean isOfShell() {
        if (steps.isEmpty()) {
            return false;
        }
        StepRecord last = steps.getLast();
        return last.name().equals(SHELL)
                && last.outcome() == StepOutcome.RUN
                && last.key().isEmpty();
    }

    /// The step that was the last to do something; empty if none did.
    public Optional<StepRecord> lastStep() {
        for (StepRecord step : steps.reversed()) {
            if (step.outcome() != StepOutcome.SKIPPED) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    /// How many steps ended like this.
    public long count(StepOutcome outcome) {
        return steps.stream().filter(step -> step.outcome() == outcome).count();
    }

    /// How many steps ran, to whatever end.
    public long ran() {
        return count(StepOutcome.RUN) + count(StepOutcome.FAILED);
    }

    /// The same record with the result of a comparison.
    public BuildRecord judged(Verdict now) {
        return new BuildRecord(
                id,
                started,
                took,
                name,
                derivation,
                steps,
                builtAt,
                results,
                forced,
                ignored,
                Optional.of(now),
                link,
                ground);
    }

    /// Whether the result has to be taken with care: it stands on a layer that was reused although
    /// its key did not match, and no comparison has shown that it is the right one.
    public boolean isDoubtful() {
        return forced && (verdict.isEmpty() || verdict.get() == Verdict.DIFFERENT);
    }

    /// An id for a build that starts now, as in `20261124-023512.481-k7v2`. By hand: formatters of
    /// the JDK take 20 ms to start.
    public static String newId(Instant now) throws IOException {
        LocalDateTime time = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        StringBuilder id = new StringBuilder(24);
        append(id, time.getYear(), 4);
        append(id, time.getMonthValue(), 2);
        append(id, time.getDayOfMonth(), 2);
        append(id.append('-'), time.getHour(), 2);
        append(id, time.getMinute(), 2);
        append(id, time.getSecond(), 2);
        append(id.append('.'), time.getNano() / 1_000_000, 3);
        // Two builds may start in the same millisecond.
        return id.append('-').append(LayerId.random().value(), 0, 4).toString();
    }

    private static void append(StringBuilder text, int number, int digits) {
        String decimal = Integer.toString(number);
        text.repeat('0', digits - decimal.length()).append(decimal);
    }
}
