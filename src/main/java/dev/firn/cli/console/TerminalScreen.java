package dev.firn.cli.console;

import dev.firn.linux.Keyboard;
import dev.firn.linux.WindowSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The terminal of this process, if standard error is one.
public final class TerminalScreen implements Screen {

    private static final long BEAT_MILLIS = 100;
    private static final int IN = 0;
    private static final int OUT = 1;
    private static final int ERR = 2;

    private final boolean terminal;
    private volatile Size size;

    /// @param environment with `FIRN_SCREEN`, the size that the launcher saw, as `ROWS COLUMNS`
    public TerminalScreen(Map<String, String> environment) {
        this.terminal = !"dumb".equals(environment.get("TERM")) && isTerminal(ERR);
        this.size = parsed(environment.getOrDefault("FIRN_SCREEN", ""));
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

    /// The size as of the last beat. The kernel is asked on the thread of the beats only: builds
    /// that are over before the first one need not pay for a native call.
    @Override
    public Size size() {
        return size;
    }

    @Override
    public boolean interactive() {
        return isTerminal(IN) && isTerminal(OUT);
    }

    @Override
    public Optional<String> line() throws IOException, InterruptedException {
        Keyboard keyboard = new Keyboard(IN);
        StringBuilder line = new StringBuilder();
        byte[] typed = new byte[1];
        while (true) {
            int count = keyboard.read(typed, (int) BEAT_MILLIS);
            if (Thread.interrupted() || (count < 0 && keyboard.isGone())) {
                throw new InterruptedException();
            }
            if (count < 0) {
                return Optional.empty();
            }
            if (count > 0 && (typed[0] == '\n' || typed[0] == '\r')) {
                return Optional.of(line.toString());
            }
            if (count > 0) {
                line.append((char) (typed[0] & 0xff));
            }
        }
    }

    private void measure() {
        Optional<WindowSize> window = WindowSize.of(ERR);
        if (window.isPresent()) {
            size = new Size(window.get().columns(), window.get().rows());
        }
    }

    private static Size parsed(String seen) {
        int blank = seen.indexOf(' ');
        if (blank < 0) {
            return Size.USUAL;
        }
        try {
            int rows = Integer.parseInt(seen.substring(0, blank));
            int columns = Integer.parseInt(seen.substring(blank + 1));
            return rows > 0 && columns > 0 ? new Size(columns, rows) : Size.USUAL;
        } catch (NumberFormatException e) {
            return Size.USUAL;
        }
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

    private void repeat(Runnable redraw, CountDownLatch closed) {
        try {
            while (!closed.await(BEAT_MILLIS, TimeUnit.MILLISECONDS)) {
                measure();
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
