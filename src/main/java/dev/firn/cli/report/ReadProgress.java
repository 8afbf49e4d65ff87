package dev.firn.cli.report;

import dev.firn.check.Meter;
import dev.firn.cli.console.Amounts;
import dev.firn.cli.console.Console;
import dev.firn.cli.console.LiveRegion;
import dev.firn.cli.console.Screen;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// How much has been read, on a terminal: one line that is drawn again and again and goes at the
/// end. Elsewhere nothing is said.
public final class ReadProgress implements Meter, AutoCloseable {

    private static final Screen.Beat NONE = () -> {};

    private final Console console;
    private final LiveRegion region;
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private Screen.Beat beat = NONE;

    public ReadProgress(Console console) {
        this.console = console;
        this.region = new LiveRegion(console);
        if (console.screen().terminal()) {
            beat = console.screen().every(this::redraw);
        }
    }

    @Override
    public void begin(long bytes) {
        total.set(bytes);
    }

    @Override
    public void read(long bytes) {
        done.addAndGet(bytes);
    }

    private void redraw() {
        long now = done.get();
        // What is expected is space on the disk: compressed and sparse files hold more.
        String line =
                "checking  "
                        + Amounts.size(now)
                        + " of "
                        + Amounts.size(Math.max(now, total.get()));
        region.draw(List.of(), List.of(line), console.screen().size().columns());
    }

    @Override
    public void close() {
        if (console.screen().terminal()) {
            beat.close();
            region.draw(List.of(), List.of(), console.screen().size().columns());
        }
    }
}
