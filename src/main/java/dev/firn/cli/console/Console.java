package dev.firn.cli.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Where text goes: results to `out`, everything for people to `err`.
///
/// A `Console` does not make text safe; see [Text#safe].
public final class Console {

    private final OutputStream out;
    private final OutputStream err;
    private final boolean outIsTerminal;
    private final Screen screen;
    private final Paint outPaint;
    private final Paint errPaint;

    public Console(
            OutputStream out,
            OutputStream err,
            boolean outIsTerminal,
            Screen screen,
            Paint outPaint,
            Paint errPaint) {
        this.out = out;
        this.err = err;
        this.outIsTerminal = outIsTerminal;
        this.screen = screen;
        this.outPaint = outPaint;
        this.errPaint = errPaint;
    }

    /// The colours of results.
    public Paint outPaint() {
        return outPaint;
    }

    /// The colours of what is for people.
    public Paint errPaint() {
        return errPaint;
    }

    public boolean outIsTerminal() {
        return outIsTerminal;
    }

    public Screen screen() {
        return screen;
    }

    /// One line of a result.
    ///
    /// @throws OutputLost when nobody reads any more
    public void result(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /// A result for a program, which somebody may look at all the same.
    ///
    /// @param text JSON
    /// @throws OutputLost when nobody reads any more
    public void json(String text) throws IOException {
        result(Text.json(text));
    }

    /// Where the bytes of a result go.
    public OutputStream resultBytes() {
        return out;
    }

    /// Lines for people.
    public void tell(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line).append('\n');
        }
        draw(text.toString());
    }

    /// One line for people.
    public void tell(String line) {
        draw(line + "\n");
    }

    /// Text for people, with cursor movements if there is a terminal. Whoever reads it may have
    /// gone; a build goes on without.
    void draw(String text) {
        try {
            err.write(text.getBytes(StandardCharsets.UTF_8));
            err.flush();
        } catch (IOException gone) {
            return;
        }
    }
}
