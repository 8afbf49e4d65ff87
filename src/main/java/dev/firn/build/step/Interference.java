package dev.firn.build.step;

import dev.firn.limit.Mishap;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What came between a step that failed and its own end, if something did: a signal, a full disk, a
/// lack of memory. The log's last words count only as far as they are a program's last words.
public final class Interference {

    /// SIGHUP, SIGINT, SIGQUIT, SIGKILL, SIGTERM, SIGXCPU and SIGXFSZ come from somebody else, and
    /// so do those by which a shell says that one of them has ended what it ran.
    private static final Set<Integer> FROM_OUTSIDE = Set.of(1, 2, 3, 9, 15, 24, 25);

    private static final int SIGNALS = 64;
    private static final int LAST_WORDS = 1000;

    private static final List<String> FULL =
            List.of("No space left on device", "Disk quota exceeded");

    private static final List<String> NO_MEMORY =
            List.of(
                    "Cannot allocate memory",
                    "memory exhausted",
                    "out of memory allocating",
                    "fork: Resource temporarily unavailable",
                    "fork: retry: Resource temporarily unavailable");

    /// How make and gcc say it.
    private static final List<String> KILLED =
            List.of("] Killed", "] Terminated", "Killed signal terminated program");

    private Interference() {}

    /// Whether a status is that of a shell whose command a signal has ended.
    static boolean isSignal(int code) {
        return code > 128 && code <= 128 + SIGNALS;
    }

    /// @param how it failed, one line
    /// @param code it failed with; 128 and the number for a signal
    /// @param log what it printed
    public static Optional<Mishap> in(String how, int code, CacheDirectory cache, Path log)
            throws IOException {
        Optional<String> unwritable = cache.workroom().unwritable();
        if (unwritable.isPresent()) {
            return Optional.of(Mishap.disk(cache.root().toString(), unwritable.get()));
        }
        if (isSignal(code) && FROM_OUTSIDE.contains(code - 128)) {
            return Optional.of(Mishap.signal(how));
        }
        String end = LogEnd.of(log);
        String last = end.substring(Math.max(0, end.length() - LAST_WORDS));
        if (FULL.stream().anyMatch(last::contains)) {
            return Optional.of(Mishap.disk(cache.root().toString(), ""));
        }
        if (NO_MEMORY.stream().anyMatch(last::contains)) {
            return Optional.of(Mishap.outOfMemory(how));
        }
        return KILLED.stream().anyMatch(last::contains)
                ? Optional.of(Mishap.signal(how + ", a process of it was killed"))
                : Optional.empty();
    }
}
