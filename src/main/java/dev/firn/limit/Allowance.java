package dev.firn.limit;

import dev.firn.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What is left to one build of its [Limits]. Its runs use it up one after the other.
public final class Allowance {

    private final Limits limits;
    private final Consumer<String> notes;
    private long nanosUsed;
    private long bytesUsed;
    private Optional<Enclosure> enclosure = Optional.empty();

    /// How cages are made on this machine.
    private enum Enclosure {
        SCOPE_OF_USER,
        SCOPE,
        CONTROL_GROUP,
        EACH
    }

    /// @param notes is told, one line each, where a limit is not what one would expect of it
    public Allowance(Limits limits, Consumer<String> notes) {
        this.limits = limits;
        this.notes = notes;
    }

    /// For what has no limits.
    public static Allowance unlimited() {
        return new Allowance(Limits.NONE, note -> {});
    }

    /// For one run.
    ///
    /// @throws Problem when this machine cannot hold it within a limit that was asked for
    public Leash leash() {
        return new Leash(this, cage());
    }

    long timeout() {
        return limits.timeout().orElse(0);
    }

    long silence() {
        return limits.silence().orElse(0);
    }

    long log() {
        return limits.log().orElse(0);
    }

    long memory() {
        return limits.memory().orElse(0);
    }

    long processes() {
        return limits.processes().orElse(0);
    }

    synchronized long nanosUsed() {
        return nanosUsed;
    }

    synchronized void spend(long nanos) {
        nanosUsed += nanos;
    }

    /// @return how many of these bytes may still be written
    synchronized int write(int bytes) {
        if (log() == 0) {
            return bytes;
        }
        int allowed = (int) Math.min(bytes, log() - bytesUsed);
        bytesUsed += allowed;
        return allowed;
    }

    private Cage cage() {
        if (memory() == 0 && processes() == 0) {
            return Cage.Words.NONE;
        }
        if (enclosure.isEmpty()) {
            enclosure = Optional.of(choose());
        }
        return switch (enclosure.get()) {
            case SCOPE_OF_USER -> Cage.Words.scope(true, memory(), processes());
            case SCOPE -> Cage.Words.scope(false, memory(), processes());
            case CONTROL_GROUP ->
                    ControlGroup.make(memory(), processes()).orElseThrow(Allowance::cannot);
            case EACH -> Cage.Words.each(memory(), processes());
        };
    }

    /// What works, found out by doing it. systemd wants to be asked where it is in charge.
    private Enclosure choose() {
        boolean root = isRoot();
        if (works(Cage.Words.scope(!root, memory(), processes()).outer())) {
            return root ? Enclosure.SCOPE : Enclosure.SCOPE_OF_USER;
        }
        Optional<ControlGroup> group = ControlGroup.make(memory(), processes());
        if (group.isPresent()) {
            group.get().close();
            return Enclosure.CONTROL_GROUP;
        }
        // Root is exempt from a limit on the number of a user's processes.
        if ((root && processes() > 0) || !works(Cage.Words.each(memory(), processes()).inner())) {
            throw cannot();
        }
        if (memory() > 0) {
            notes.accept(
                    "there is no control group to be had here, so --memory holds for each process by"
                            + " itself, and for its addresses, which are more than its memory");
        }
        return Enclosure.EACH;
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new UncheckedIOException("Linux tells who a process is", e);
        }
    }

    private static boolean works(List<String> words) {
        List<String> command = new ArrayList<>(words);
        command.add("true");
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.put("LC_ALL", "C");
        try {
            return builder.redirectInput(new File("/dev/null"))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Problem cannot() {
        return new Problem(
                Problem.Kind.HOST,
                "memory and processes of a build cannot be limited on this machine",
                "neither systemd (systemd-run --scope) nor the kernel lets you make a control group",
                "log in such that systemd runs for you, or leave out --memory and --max-processes");
    }
}
