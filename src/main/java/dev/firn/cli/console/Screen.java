package dev.firn.cli.console;

import java.io.IOException;

/// The terminal that people look at, and the time they feel.
public interface Screen {

    /// Whether there is a terminal that can be redrawn. Without one, output is plain lines.
    boolean terminal();

    /// Its present size; asked before each redraw, so that the picture follows the window.
    Size size();

    /// Whether somebody at a terminal can type, and sees results there.
    boolean interactive();

    /// Waits for one key, which is not shown. Control characters are keys as well.
    ///
    /// @return 0 when nobody can type any more
    char key() throws IOException, InterruptedException;

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
