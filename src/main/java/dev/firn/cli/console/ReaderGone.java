package dev.firn.cli.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// The program that reads firn's output has ended, as `head` does: no reason to say anything.
public final class ReaderGone extends IOException {

    private static final long serialVersionUID = 1L;

    private ReaderGone(IOException cause) {
        super(cause);
    }

    /// The same stream; a closed pipe is told apart from other failures.
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
                    throw "Broken pipe".equals(e.getMessage()) ? new ReaderGone(e) : e;
                }
            }
        };
    }
}
