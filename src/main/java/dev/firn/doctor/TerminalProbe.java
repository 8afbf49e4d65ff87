package dev.firn.doctor;

import dev.firn.linux.Pty;
import java.io.IOException;

/// Whether a program can be given a terminal.
final class TerminalProbe implements Probe {

    @Override
    public String name() {
        return "pseudo terminals";
    }

    @Override
    public Finding find() throws InterruptedException {
        try (Pty pty = Pty.open()) {
            return fine(pty.slavePath());
        } catch (IOException e) {
            return lacking(
                    String.valueOf(e.getMessage()),
                    "mount devpts: mount -t devpts -o newinstance,ptmxmode=0666 devpts /dev/pts");
        }
    }
}
