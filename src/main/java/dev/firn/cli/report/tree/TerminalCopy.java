package dev.firn.cli.report.tree;

import dev.firn.problem.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Shows a text file on a terminal.
public final class TerminalCopy {

    /// Longer lines are cut in pieces, which are shown one after the other on one line.
    private static final int LONGEST = 1 << 16;

    private TerminalCopy() {}

    /// @param name as `firn cat` takes it
    /// @throws Problem when it is no text
    public static void of(String name, InputStream content, ByteLines lines) throws IOException {
        BufferedInputStream in = new BufferedInputStream(content, LONGEST);
        in.mark(LONGEST);
        if (FileKind.isBinary(in.readNBytes(FileKind.HEAD))) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    name + " is no text",
                    "it holds bytes that would confuse the terminal",
                    "firn cat " + name + " > FILE");
        }
        in.reset();
        ByteText text = new ByteText(true);
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                lines.line(text.line(line.toString()));
                line.setLength(0);
            } else {
                line.append((char) b);
                if (line.length() == LONGEST) {
                    lines.add(text.line(line.toString()));
                    line.setLength(0);
                }
            }
        }
        lines.add(text.line(line.toString()));
        lines.flush();
    }
}
