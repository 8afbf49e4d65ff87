package dev.firn.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The terminal of this process, if standard error is one.
public final class TerminalScreen implements Screen {

    private static final long BEAT_MILLIS = 100;

    private final boolean terminal;
    private final Map<String, String> environment;

    public TerminalScreen(Map<String, String> environment) {
        this.environment = environment;
        this.terminal = !"dumb".equals(environment.get("TERM")) && isTerminal(2);
    }

    /// Whether a descriptor of this process is a terminal. Told by the name of what is open:
    /// asking the kernel would cost tens of milliseconds for the first foreign call.
    public static boolean isTerminal(int descriptor) {
        try {
            String name = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return name.startsWith("/dev/pts/")
                    || name.startsWith("/dev/tty")
                    || name.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean terminal() {
        return terminal;
    }

    @Override
    public Size size() {
        return new Size(
                number("COLUMNS", Size.USUAL.columns()), number("LINES", Size.USUAL.rows()));
    }

    private int number(String variable, int otherwise) {
        String value = environment.getOrDefault(variable, "");
        boolean digits = !value.isEmpty() && value.length() < 6;
        for (int i = 0; i < value.length(); i++) {
            digits &= value.charAt(i) >= '0' && value.charAt(i) <= '9';
        }
        return digits ? Math.max(1, Integer.parseInt(value)) : otherwise;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Beat every(Runnable redraw) {
        CountDownLatch closed = new CountDownLatch(1);
        Thread thread = new Thread(() -> repeat(redraw, closed), "redraw");
        thread.setDaemon(true);
        thread.start();
        return () -> end(thread, closed);
    }

    private static void repeat(Runnable redraw, CountDownLatch closed) {
        try {
            while (!closed.await(BEAT_MILLIS, TimeUnit.MILLISECONDS)) {
                redraw.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits for a redraw under way, also when the calling thread is being interrupted.
    private static void end(Thread thread, CountDownLatch closed) {
        closed.countDown();
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(1000);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
