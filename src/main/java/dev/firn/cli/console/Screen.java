package dev.firn.cli.console;

import java.io.IOException;
import java.util.Optional;

/// The terminal that people look at, and the time they feel.
public interface Screen {

    /// Whether there is a terminal that can be redrawn. Without one, output is plain lines.
    boolean terminal();

    /// Its present size; asked before each redraw, so that the picture follows the window.
    Size size();

    /// Whether somebody at a terminal can type, and sees results there.
    boolean interactive();

    /// Waits for a line to be typed, which the terminal shows and lets its user correct.
    ///
    /// @return the line without its end; nothing when Ctrl-D was typed instead
    /// @throws InterruptedException also when nobody can type any more
    Optional<String> line() throws IOException, InterruptedException;

    /// Nanoseconds since some fixed moment.
    long nanoTime();

    /// Calls `redraw` several times a second, on a thread of its own, until closed. It is not
    /// called any more after `close` has returned.
    Beat every(Runnable redraw);

    /// Columns and rows, in characters.
    record Size(int columns, int rows) {

        /// What is assumed of a terminal that does not say.
        public static final Size USUAL = new Size(80, 24);
    }

    /// A repetition under way.
    interface Beat extends AutoCloseable {
        @Override
        void close();
    }
}
