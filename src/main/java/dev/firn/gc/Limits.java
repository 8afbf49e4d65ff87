package dev.firn.gc;

import java.time.Duration;
import java.util.Optional;

/// How much a cache may hold. The three sizes are those of BuildKit's garbage collector.
///
/// @param reserved bytes that the cache may always have: below them nothing is removed
/// @param maximum bytes that it may have at most
/// @param free bytes that are to be free on its file system
/// @param age how long what is not used stays; for ever if empty
/// @param keepBuilds of each package so many of the newest builds stay whatever their age, and are
///     the last to go when room is needed
public record Limits(
        long reserved, long maximum, long free, Optional<Duration> age, int keepBuilds) {

    private static final long GB = 1_000_000_000L;

    /// What holds where the user has not said anything else.
    ///
    /// @param disk the size of the cache's file system in bytes
    public static Limits usual(long disk) {
        long maximum = Math.min(disk / 4, 100 * GB);
        return new Limits(
                Math.min(2 * GB, maximum / 10),
                maximum,
                Math.min(disk / 20, 10 * GB),
                Optional.of(Duration.ofDays(90)),
                1);
    }

    /// Everything goes that nobody uses and nobody has pinned.
    public static Limits nothing() {
        // Even a layer that takes no room is too big.
        return new Limits(-1, -1, 0, Optional.empty(), 0);
    }

    public Limits withReserved(long bytes) {
        return new Limits(bytes, maximum, free, age, keepBuilds);
    }

    public Limits withMaximum(long bytes) {
        // What is said of the whole goes before what nobody has said of a part of it.
        return new Limits(Math.min(reserved, bytes), bytes, free, age, keepBuilds);
    }

    public Limits withFree(long bytes) {
        return new Limits(reserved, maximum, bytes, age, keepBuilds);
    }

    public Limits withAge(Optional<Duration> unused) {
        return new Limits(reserved, maximum, free, unused, keepBuilds);
    }

    public Limits withKeepBuilds(int builds) {
        return new Limits(reserved, maximum, free, age, builds);
    }
}
