package dev.firn.cli.report.tree;

import dev.firn.cli.console.Console;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A result of many lines: written in large pieces, but at once where somebody watches. What is
/// written is bytes, one char each.
public final class ByteLines {

    private static final int PIECE = 1 << 16;

    private final OutputStream out;
    private final boolean watched;

    public ByteLines(Console console) {
        this.out = new BufferedOutputStream(console.resultBytes(), PIECE);
        this.watched = console.outIsTerminal();
    }

    public void line(String bytes) throws IOException {
        add(bytes);
        out.write('\n');
        if (watched) {
            out.flush();
        }
    }

    /// A part of a line.
    public void add(String bytes) throws IOException {
        out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Where the bytes go.
    public OutputStream stream() {
        return out;
    }

    public void flush() throws IOException {
        out.flush();
    }
}
