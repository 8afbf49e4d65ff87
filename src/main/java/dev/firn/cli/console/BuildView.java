package dev.firn.cli.console;

import dev.firn.build.BuildEvent;
import java.util.function.Consumer;

/// Shows a build while it happens. Events come one at a time.
public interface BuildView extends Consumer<BuildEvent>, AutoCloseable {

    /// Leaves the final state behind.
    @Override
    void close();
}
