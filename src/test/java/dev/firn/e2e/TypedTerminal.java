package dev.firn.e2e;

import dev.firn.linux.Pty;
import dev.firn.linux.WindowSize;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A terminal with a program on it, at which the test sits: it types when it has read what it was
/// waiting for.
final class TypedTerminal implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final Pty pty;
    private final Process process;
    private final Thread reader;
    private final StringBuilder screen = new StringBuilder();
    private int read;
    private volatile boolean unplugged;

    private TypedTerminal(Pty pty, Process process) {
        this.pty = pty;
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().start(this::follow);
    }

    /// @param command becomes the leader of a session with this terminal
    static TypedTerminal start(List<String> command, Map<String, String> environment)
            throws IOException {
        Pty pty = Pty.open();
        pty.resize(new WindowSize(200, 50));
        List<String> words = new ArrayList<>(List.of("setsid", "--ctty", "--wait", "sh", "-c"));
        words.addAll(List.of("stty sane; \"$@\"; echo left with $?; stty -a", "sh"));
        words.addAll(command);
        File slave = new File(pty.slavePath());
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process =
                builder.redirectInput(slave).redirectOutput(slave).redirectError(slave).start();
        return new TypedTerminal(pty, process);
    }

    private void follow() {
        byte[] piece = new byte[4096];
        try {
            for (int count = pty.read(piece); count >= 0; count = pty.read(piece)) {
                synchronized (screen) {
                    screen.append(new String(piece, 0, count, StandardCharsets.ISO_8859_1));
                    screen.notifyAll();
                }
                if (unplugged) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void type(String keys) throws IOException {
        byte[] bytes = keys.getBytes(StandardCharsets.ISO_8859_1);
        pty.write(bytes, bytes.length);
    }

    void resize(int columns, int rows) throws IOException {
        pty.resize(new WindowSize(columns, rows));
    }

    /// Sends a signal to firn.
    void signal(String name) throws IOException {
        ProcessHandle firn =
                process.descendants()
                        .filter(each -> each.info().command().orElse("").endsWith("/java"))
                        .findFirst()
                        .orElseThrow();
        new ProcessBuilder("kill", "-" + name, String.valueOf(firn.pid())).start();
    }

    /// Kills the programs of this name that were started here.
    void kill(String program) {
        process.descendants()
                .filter(each -> each.info().command().orElse("").endsWith("/" + program))
                .forEach(ProcessHandle::destroyForcibly);
    }

    /// Takes the terminal away from the programs on it, and waits for their end.
    void unplug() throws IOException, InterruptedException {
        List<ProcessHandle> left = process.descendants().toList();
        unplugged = true;
        // What is echoed wakes the reader: the terminal stays as long as somebody reads from it.
        type(" ");
        reader.join();
        pty.close();
        for (ProcessHandle each : left) {
            each.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        }
        process.waitFor();
    }

    /// Waits until this has appeared after what was waited for last.
    ///
    /// @return what has appeared until then
    String await(String text) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (screen) {
            while (screen.indexOf(text, read) < 0) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("no '" + text + "' in:\n" + screen.substring(read));
                }
                screen.wait(left);
            }
            int end = screen.indexOf(text, read) + text.length();
            String until = screen.substring(read, end);
            read = end;
            return until;
        }
    }

    /// Waits for the end of the program and of its session.
    void awaitEnd() throws InterruptedException {
        process.waitFor();
        pty.hangUp();
        reader.join();
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        pty.hangUp();
        try {
            reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pty.close();
    }
}
