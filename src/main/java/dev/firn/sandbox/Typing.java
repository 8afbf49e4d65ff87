package dev.firn.sandbox;

import dev.firn.linux.Pty;
import dev.firn.linux.RawTerminal;
import dev.firn.linux.WindowSize;
import java.io.IOException;
import java.util.Optional;

/// Hands what is typed at the terminal of this process to a program on a terminal of its own, which
/// follows the size of the window.
final class Typing implements Runnable {

    private static final int PIECE = 4096;
    private static final int BEAT_MILLIS = 100;

    private final RawTerminal keys;
    private final Pty pty;
    private final Runnable gone;
    private Optional<WindowSize> size = Optional.empty();
    private volatile boolean ended;

    /// @param gone is called when nobody can type any more
    Typing(RawTerminal keys, Pty pty, Runnable gone) {
        this.keys = keys;
        this.pty = pty;
        this.gone = gone;
    }

    @Override
    public void run() {
        byte[] piece = new byte[PIECE];
        try {
            while (!ended) {
                fit();
                int count = keys.read(piece, BEAT_MILLIS);
                if (count < 0) {
                    gone.run();
                    return;
                }
                pty.write(piece, count);
            }
        } catch (IOException e) {
            gone.run();
        }
    }

    void fit() throws IOException {
        Optional<WindowSize> now = keys.size();
        if (now.isPresent() && !now.equals(size)) {
            size = now;
            pty.resize(now.get());
        }
    }

    /// What is typed from now on is somebody else's.
    void end() {
        ended = true;
    }
}
