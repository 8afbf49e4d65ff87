package dev.firn.cli.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// What firn prints has no place to go: the output is closed, leads to what is full, or the program
/// that reads it has ended, as `head` does. The last is no reason to say anything.
public final class OutputLost extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean readerGone;

    private OutputLost(IOException cause) {
        super(cause.getMessage(), cause);
        this.readerGone = "Broken pipe".equals(cause.getMessage());
    }

    /// Whether somebody has read what he wanted.
    public boolean readerGone() {
        return readerGone;
    }

    /// The same stream; its failures are told apart from those of other files.
    public static OutputStream noticed(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                try {
                    out.write(bytes, from, length);
                } catch (IOException e) {
                    throw new OutputLost(e);
                }
            }
        };
    }
}
