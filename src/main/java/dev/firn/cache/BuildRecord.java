package dev.firn.cache;

import dev.firn.store.LayerId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
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
/// @param forced whether some layer was reused although its key did not match
public record BuildRecord(
        String id,
        Instant started,
        Duration took,
        String name,
        String derivation,
        List<StepRecord> steps,
        SortedMap<String, String> builtAt,
        SortedMap<String, String> results,
        boolean forced) {

    public BuildRecord {
        steps = List.copyOf(steps);
        builtAt = Collections.unmodifiableSortedMap(new TreeMap<>(builtAt));
        results = Collections.unmodifiableSortedMap(new TreeMap<>(results));
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
