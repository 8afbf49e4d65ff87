package dev.firn;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C and a request to terminate: the thread that works is interrupted, and the process ends
/// when it has cleaned up after itself, or after a few seconds. Its exit status then is 128 and
/// the number of the signal.
final class Interruption {

    private static final long PATIENCE_SECONDS = 5;

    private volatile boolean signalled;
    private final CountDownLatch done = new CountDownLatch(1);

    private Interruption() {}

    /// From now on a signal interrupts the calling thread.
    static Interruption ofThisThread() {
        Interruption interruption = new Interruption();
        Thread worker = Thread.currentThread();
        Thread hook = new Thread(() -> interruption.end(worker), "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        return interruption;
    }

    private void end(Thread worker) {
        if (done.getCount() == 0) {
            return;
        }
        signalled = true;
        worker.interrupt();
        try {
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Nothing is waited for any more.
    void workIsDone() {
        done.countDown();
    }

    /// Ends the process. Without a signal it ends at once: `System.exit` would first set up
    /// logging, which costs five milliseconds, and there is no hook but the one here.
    void exit(int status) {
        if (signalled) {
            // Waits for the hook and then for ever: the JVM ends the process with its own status.
            System.exit(status);
        }
        Runtime.getRuntime().halt(status);
    }
}
