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
import java.util.OptionalInt;
import java.util.function.Consumer;

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
    /// @param notes is told what the build does while none of its steps has begun
    public void follow(Optional<String> from, OutputStream out, Consumer<String> notes)
            throws IOException, InterruptedException {
        try (Progress.Reader reader = progress.read()) {
            follow(reader, from, out, notes);
        } catch (NoSuchFileException e) {
            notes.accept("the build has ended");
        }
    }

    private void follow(
            Progress.Reader reader, Optional<String> from, OutputStream out, Consumer<String> notes)
            throws IOException, InterruptedException {
        OptionalInt next = OptionalInt.empty();
        boolean fromTheStart = false;
        String told = "";
        while (true) {
            boolean alive = progress.isAlive();
            List<Progress.Step> steps = reader.steps();
            if (next.isEmpty()) {
                next = first(from, fromTheStart, steps);
                fromTheStart = steps.isEmpty();
            }
            if (next.isPresent() && next.getAsInt() < steps.size()) {
                copy(reader, next.getAsInt(), out);
                next = OptionalInt.of(next.getAsInt() + 1);
            } else if (!alive) {
                if (next.isEmpty()) {
                    notes.accept("the build has ended");
                }
                return;
            } else {
                String doing = steps.isEmpty() ? reader.doing() : told;
                if (!doing.equals(told)) {
                    notes.accept("the build is " + doing);
                    told = doing;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /// @param fromTheStart whether none had begun when they were looked at before
    private static OptionalInt first(
            Optional<String> from, boolean fromTheStart, List<Progress.Step> steps) {
        if (from.isEmpty()) {
            return steps.isEmpty()
                    ? OptionalInt.empty()
                    : OptionalInt.of(fromTheStart ? 0 : steps.size() - 1);
        }
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).name().startsWith(from.get())) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /// Copies a log until the step after it begins, or the build ends.
    private void copy(Progress.Reader reader, int index, OutputStream out)
            throws IOException, InterruptedException {
        Optional<InputStream> opened = open(reader.steps().get(index));
        if (opened.isEmpty()) {
            return;
        }
        try (InputStream log = opened.get()) {
            while (true) {
                boolean over = !progress.isAlive() || reader.steps().size() > index + 1;
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
