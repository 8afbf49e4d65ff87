package dev.firn.cli.report.tree;

import com.google.gson.stream.JsonWriter;
import dev.firn.cli.console.Console;
import dev.firn.cli.console.Paint;
import dev.firn.cli.console.Text;
import dev.firn.inspect.Listed;
import dev.firn.inspect.Listed.Mark;
import dev.firn.overlay.TreeVisitor;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// `firn files`: written while the tree is walked.
public abstract sealed class FilesReport implements TreeVisitor<Listed> {

    private final Console console;
    private final Closed closed = new Closed();

    private FilesReport(Console console) {
        this.console = console;
    }

    @Override
    public void closed(String path) {
        closed.add(path);
    }

    /// To be called once, when everything was told.
    public void end() throws IOException {
        finish();
        closed.tell(console);
    }

    abstract void finish() throws IOException;

    /// One path a line, with its mark in front if it has one.
    ///
    /// @param details whether mode, links, size and time are shown too
    public static FilesReport text(Console console, boolean details) {
        return new Lines(console, details);
    }

    /// The bytes of each path, ended by a zero byte; without what is gone.
    public static FilesReport bytes(Console console) {
        return new Bytes(console);
    }

    /// One array.
    public static FilesReport json(Console console) throws IOException {
        return new Json(console);
    }

    private static final class Lines extends FilesReport {

        private final ByteLines lines;
        private final ByteText text;
        private final Paint paint;
        private final boolean details;

        Lines(Console console, boolean details) {
            super(console);
            this.lines = new ByteLines(console);
            this.text = new ByteText(console.outIsTerminal());
            this.paint = console.outPaint();
            this.details = details;
        }

        @Override
        public void visit(Listed listed) throws IOException {
            StringBuilder line = new StringBuilder(mark(listed.mark()));
            if (details) {
                line.append(FileFacts.columns(listed.file().state())).append(' ');
            }
            line.append(text.path(listed.path()));
            if (details && listed.file().type() == 'l') {
                line.append(" -> ").append(text.name(listed.file().target()));
            }
            lines.line(line.toString());
        }

        private String mark(Mark mark) {
            return switch (mark) {
                case NONE -> "";
                case ADDED -> paint.green("A ");
                case REMOVED -> paint.red("D ");
                case CHANGED -> paint.yellow("M ");
            };
        }

        @Override
        void finish() throws IOException {
            lines.flush();
        }
    }

    private static final class Bytes extends FilesReport {

        private final ByteLines lines;

        Bytes(Console console) {
            super(console);
            this.lines = new ByteLines(console);
        }

        @Override
        public void visit(Listed listed) throws IOException {
            if (listed.mark() != Mark.REMOVED) {
                lines.add('/' + listed.path() + '\0');
            }
        }

        @Override
        void finish() throws IOException {
            lines.flush();
        }
    }

    private static final class Json extends FilesReport {

        private final ByteLines lines;
        private final JsonWriter json;

        Json(Console console) throws IOException {
            super(console);
            this.lines = new ByteLines(console);
            this.json =
                    new JsonWriter(
                            Text.json(
                                    new OutputStreamWriter(
                                            lines.stream(), StandardCharsets.UTF_8)));
            json.setHtmlSafe(false);
            json.beginArray();
        }

        @Override
        public void visit(Listed listed) throws IOException {
            json.beginObject();
            FileFacts.write("path", '/' + listed.path(), json);
            FileFacts.write(listed.file(), json);
            if (listed.mark() != Mark.NONE) {
                json.name("change").value(listed.mark().name().toLowerCase(Locale.ROOT));
            }
            json.endObject();
        }

        @Override
        void finish() throws IOException {
            json.endArray();
            json.flush();
            lines.line("");
            lines.flush();
        }
    }
}
