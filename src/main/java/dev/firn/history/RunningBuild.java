package dev.firn.history;

import dev.firn.store.CacheDirectory;
import dev.firn.store.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A build that another process is at.
///
/// @param progress what that process says of it
public record RunningBuild(CacheDirectory cache, Progress progress) {

    private static final long PAUSE_MILLIS = 100;

    /// The one that began last.
    public static Optional<RunningBuild> newest(CacheDirectory cache) throws IOException {
        return Progress.newest(cache).map(progress -> new RunningBuild(cache, progress));
    }

    /// Writes what its steps print, as they print it, until it ends.
    ///
    /// @param from the step to begin with, or the beginning of its name; the one that runs now
    ///     when empty
    public void follow(Optional<String> from, OutputStream out)
            throws IOException, InterruptedException {
        int next = first(from);
        while (true) {
            boolean alive = progress.isAlive();
            List<Progress.Step> steps = progress.steps();
            if (next < steps.size()) {
                copy(steps.get(next), next, out);
                next++;
            } else if (!alive) {
                return;
            } else {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private int first(Optional<String> from) throws IOException {
        List<Progress.Step> steps = progress.steps();
        if (from.isEmpty()) {
            return Math.max(0, steps.size() - 1);
        }
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).name().startsWith(from.get())) {
                return i;
            }
        }
        return steps.size();
    }

    /// Copies a log until the step after it begins, or the build ends.
    private void copy(Progress.Step step, int index, OutputStream out)
            throws IOException, InterruptedException {
        Optional<InputStream> opened = open(step);
        if (opened.isEmpty()) {
            return;
        }
        try (InputStream log = opened.get()) {
            while (true) {
                boolean over = !progress.isAlive() || progress.steps().size() > index + 1;
                log.transferTo(out);
                out.flush();
                if (over) {
                    return;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /// The log moves when its layer is sealed. What was left unfinished has none.
    private Optional<InputStream> open(Progress.Step step) throws IOException {
        for (Path log : List.of(step.log(), cache.layer(step.layer()).log(), step.log())) {
            try {
                return Optional.of(Files.newInputStream(log));
            } catch (NoSuchFileException e) {
                // Not there, or not there any more.
            }
        }
        return Optional.empty();
    }
}
