package dev.firn.cli.console;

import dev.firn.build.BuildEvent;
import java.util.function.Consumer;

/// Shows a build while it happens. Events come one at a time.
public interface BuildView extends Consumer<BuildEvent>, AutoCloseable {

    /// The view that fits the screen.
    ///
    /// @param logs also show every line of every log
    static BuildView on(Console console, boolean logs) {
        return console.screen().terminal() && !logs
                ? new LiveView(console)
                : new PlainView(console, logs);
    }

    /// Leaves the final state behind.
    @Override
    void close();
}
