package dev.firn.gc;

import dev.firn.problem.Problem;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes and times as people write them.
public final class Amount {

    private static final Pattern WORD = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-z%]*)");

    /// `G` alone is a GiB, as in the tools of GNU.
    private static final Map<String, Double> SIZES =
            Map.ofEntries(
                    Map.entry("", 1d),
                    Map.entry("b", 1d),
                    Map.entry("k", 1024d),
                    Map.entry("m", 1024d * 1024),
                    Map.entry("g", 1024d * 1024 * 1024),
                    Map.entry("t", 1024d * 1024 * 1024 * 1024),
                    Map.entry("kib", 1024d),
                    Map.entry("mib", 1024d * 1024),
                    Map.entry("gib", 1024d * 1024 * 1024),
                    Map.entry("tib", 1024d * 1024 * 1024 * 1024),
                    Map.entry("kb", 1e3),
                    Map.entry("mb", 1e6),
                    Map.entry("gb", 1e9),
                    Map.entry("tb", 1e12));

    private static final Map<String, Duration> TIMES =
            Map.of(
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "min", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1),
                    "w", Duration.ofDays(7));

    private Amount() {}

    /// Bytes: `500MB`, `1.5GiB`, `20G`, `25%`.
    ///
    /// @param what it is said of, for the message
    /// @param whole what a percentage is of
    /// @throws Problem when it is no size
    public static long size(String what, String word, long whole) {
        Matcher matcher = WORD.matcher(word.strip());
        if (matcher.matches()) {
            double number = Double.parseDouble(matcher.group(1));
            String unit = matcher.group(2).toLowerCase(Locale.ROOT);
            if (unit.equals("%") && number <= 100) {
                return (long) (number / 100 * whole);
            }
            Optional<Double> factor = Optional.ofNullable(SIZES.get(unit));
            if (factor.isPresent()) {
                return (long) (number * factor.get());
            }
        }
        throw new Problem(
                Problem.Kind.USAGE,
                what + " is a size",
                "not '" + word + "'",
                "as in 500MB or 20GiB; of the disk: 25%");
    }

    /// `30d`, `12h`, `2w`.
    ///
    /// @throws Problem when it is no time
    public static Duration time(String what, String word) {
        Matcher matcher = WORD.matcher(word.strip());
        if (matcher.matches()) {
            Optional<Duration> unit =
                    Optional.ofNullable(TIMES.get(matcher.group(2).toLowerCase(Locale.ROOT)));
            if (unit.isPresent()) {
                double number = Double.parseDouble(matcher.group(1));
                return Duration.ofMillis((long) (number * unit.get().toMillis()));
            }
        }
        throw new Problem(
                Problem.Kind.USAGE,
                what + " is a time",
                "not '" + word + "'",
                "as in 30d, 12h, or 2w");
    }
}
