package dev.firn.limit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Holds one run to what its build may use. A run that uses more is killed, and what struck it is
/// known afterwards.
public final class Leash implements AutoCloseable {

    private final Allowance allowance;
    private final Cage cage;
    private final long oomKills;
    private final long start = System.nanoTime();
    private long lastWritten = start;
    private boolean ended;
    private boolean cut;
    private Optional<Mishap> struck = Optional.empty();

    Leash(Allowance allowance, Cage cage) {
        this.allowance = allowance;
        this.cage = cage;
        this.oomKills = cage.oomKills();
    }

    /// Words before the command that starts the run.
    public List<String> outer() {
        return cage.outer();
    }

    /// Words before the command that the run becomes in its namespaces.
    public List<String> inner() {
        return cage.inner();
    }

    /// Begins to look at the clock, if there is something to look for.
    ///
    /// @param kill ends the run; may be called when it is over
    public void watch(Runnable kill) {
        if (allowance.timeout() > 0 || allowance.silence() > 0) {
            Thread.ofPlatform().daemon().name("limits").start(() -> look(kill));
        }
    }

    private void look(Runnable kill) {
        try {
            if (awaitStrike()) {
                kill.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean awaitStrike() throws InterruptedException {
        while (!ended && struck.isEmpty()) {
            long now = System.nanoTime();
            long forTimeout = left(allowance.timeout(), allowance.nanosUsed() + now - start);
            long forSilence = left(allowance.silence(), now - lastWritten);
            if (forTimeout <= 0) {
                struck = Optional.of(Mishap.timeout(allowance.timeout()));
            } else if (forSilence <= 0) {
                struck = Optional.of(Mishap.silence(allowance.silence()));
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(forTimeout, forSilence));
            }
        }
        return !ended;
    }

    /// @param seconds 0 for no limit
    private static long left(long seconds, long used) {
        return seconds == 0 ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(seconds) - used;
    }

    /// The run has written something.
    ///
    /// @return how much of it may be kept; when that is less, the run has to be killed
    public synchronized int written(int bytes) {
        lastWritten = System.nanoTime();
        int allowed = allowance.write(bytes);
        if (allowed < bytes && struck.isEmpty()) {
            cut = true;
            struck = Optional.of(Mishap.log(allowance.log()));
        }
        return allowed;
    }

    /// The run is over.
    ///
    /// @param succeeded whether it had come to a good end by itself
    /// @return what came between it and its end
    public synchronized Optional<Mishap> end(boolean succeeded) {
        ended = true;
        notifyAll();
        allowance.spend(System.nanoTime() - start);
        if (struck.isPresent() && (cut || !succeeded)) {
            return struck;
        }
        boolean killed = cage.oomKills() > oomKills;
        if (killed && allowance.memory() > 0) {
            // Also when the program made nothing of it: without the limit it may do something else.
            return Optional.of(Mishap.memory(allowance.memory()));
        }
        if (succeeded) {
            return Optional.empty();
        }
        if (cage.refusals() > 0) {
            return Optional.of(Mishap.processes(allowance.processes()));
        }
        return killed ? Optional.of(Mishap.outOfMemory("a process was killed")) : Optional.empty();
    }

    /// After the end of all processes of the run.
    @Override
    public synchronized void close() {
        ended = true;
        notifyAll();
        cage.close();
    }
}
