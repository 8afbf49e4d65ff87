package dev.firn.cli.console;

import java.time.Duration;
import java.util.Optional;

/// A screen whose time and size the test decides, and which is redrawn when the test says so.
public final class FakeScreen implements Screen {

    private final boolean terminal;
    private Size size;
    private long nanos;
    private Runnable redraw = () -> {};

    private FakeScreen(boolean terminal, Size size) {
        this.terminal = terminal;
        this.size = size;
    }

    public static FakeScreen none() {
        return new FakeScreen(false, Size.USUAL);
    }

    public static FakeScreen terminal(int columns, int rows) {
        return new FakeScreen(true, new Size(columns, rows));
    }

    public void pass(Duration duration) {
        nanos += duration.toNanos();
    }

    void resize(int columns, int rows) {
        size = new Size(columns, rows);
    }

    void beat() {
        redraw.run();
    }

    @Override
    public boolean terminal() {
        return terminal;
    }

    @Override
    public Size size() {
        return size;
    }

    @Override
    public boolean interactive() {
        return false;
    }

    @Override
    public Optional<String> line() {
        throw new AssertionError("nobody types");
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Beat every(Runnable redraw) {
        this.redraw = redraw;
        return () -> this.redraw = () -> {};
    }
}
