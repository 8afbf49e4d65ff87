package dev.firn.cli.report.tree;

import com.google.gson.stream.JsonWriter;
import dev.firn.cli.console.Console;
import dev.firn.cli.console.Paint;
import dev.firn.cli.console.Text;
import dev.firn.history.State;
import dev.firn.history.StepChange;
import dev.firn.inspect.Differences;
import dev.firn.overlay.TreeChange;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// `firn diff`: written while the trees are compared.
public abstract sealed class DiffReport implements Differences {

    /// What is shown.
    ///
    /// @param times also files of which only the time differs
    /// @param content also what differs within files
    /// @param countsOnly no files, only how many there are
    public record Detail(boolean times, boolean content, boolean countsOnly) {}

    final Console console;
    final Detail detail;
    final Tally tally = new Tally();
    private final ContentDiff contents = new ContentDiff();
    private final Closed closed = new Closed();
    private boolean differs;

    private DiffReport(Console console, Detail detail) {
        this.console = console;
        this.detail = detail;
    }

    /// Lines for people and for `patch`, and a summary on standard error.
    public static DiffReport text(Console console, Detail detail) {
        return new Lines(console, detail);
    }

    /// One object.
    public static DiffReport json(Console console, Detail detail) {
        return new Json(console, detail);
    }

    @Override
    public void visit(TreeChange change) throws IOException {
        tally.add(change);
        if (change.isOfTimeOnly() && !detail.times()) {
            return;
        }
        differs = true;
        if (!detail.countsOnly()) {
            show(change, detail.content() ? contents.of(change) : List.of());
        }
    }

    /// @param lines what differs within the file
    abstract void show(TreeChange change, List<String> lines) throws IOException;

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

    /// Whether there was anything to show.
    public boolean differs() {
        return differs;
    }

    private static final class Lines extends DiffReport {

        private final ByteLines out;
        private final ByteText text;
        private final Paint paint;
        private final ChangeLine line;

        Lines(Console console, Detail detail) {
            super(console, detail);
            this.out = new ByteLines(console);
            this.text = new ByteText(console.outIsTerminal());
            this.paint = console.outPaint();
            this.line = new ChangeLine(text, paint);
        }

        @Override
        public void between(StepChange states) {
            console.tell("from " + name(states.before()) + " to " + name(states.after()));
        }

        private static String name(State state) {
            return Text.safe(state.name() + " of " + state.build().name());
        }

        @Override
        void show(TreeChange change, List<String> lines) throws IOException {
            out.line(line.of(change));
            for (String each : lines) {
                out.line(painted(each));
            }
        }

        private String painted(String content) {
            String shown = text.line(content);
            return switch (content.charAt(0)) {
                case '+' -> paint.green(shown);
                case '-' -> paint.red(shown);
                case '@' -> paint.blue(shown);
                default -> shown;
            };
        }

        @Override
        void finish() throws IOException {
            if (detail.countsOnly()) {
                for (String row : tally.table()) {
                    out.line(row);
                }
            }
            out.flush();
            if (!detail.countsOnly()) {
                console.tell(tally.summary(detail.times()));
            }
        }
    }

    private static final class Json extends DiffReport {

        private final ByteLines out;
        private final JsonWriter json;

        Json(Console console, Detail detail) {
            super(console, detail);
            this.out = new ByteLines(console);
            this.json =
                    new JsonWriter(
                            Text.json(
                                    new OutputStreamWriter(out.stream(), StandardCharsets.UTF_8)));
            json.setHtmlSafe(false);
        }

        @Override
        public void between(StepChange states) throws IOException {
            json.beginObject();
            write("from", states.before());
            write("to", states.after());
            if (!detail.countsOnly()) {
                json.name("changes").beginArray();
            }
        }

        private void write(String member, State state) throws IOException {
            json.name(member).beginObject();
            json.name("build").value(state.build().id());
            json.name("derivation").value(state.build().name());
            json.name("state").value(state.name());
            json.endObject();
        }

        @Override
        void show(TreeChange change, List<String> lines) throws IOException {
            json.beginObject();
            FileFacts.write("path", '/' + change.path(), json);
            json.name("change").value(word(change));
            if (!change.aspects().isEmpty()) {
                json.name("differs").beginArray();
                for (TreeChange.Aspect aspect : new TreeSet<>(change.aspects())) {
                    json.value(aspect.name().toLowerCase(Locale.ROOT));
                }
                json.endArray();
            }
            if (change.before().isPresent()) {
                json.name("before").beginObject();
                FileFacts.write(change.before().get(), json);
                json.endObject();
            }
            if (change.after().isPresent()) {
                json.name("after").beginObject();
                FileFacts.write(change.after().get(), json);
                json.endObject();
            }
            if (!lines.isEmpty()) {
                json.name("content").beginArray();
                for (String line : lines) {
                    json.value(Text.decoded(line));
                }
                json.endArray();
            }
            json.endObject();
        }

        private static String word(TreeChange change) {
            if (change.isAddition()) {
                return "added";
            }
            return change.isRemoval() ? "removed" : "changed";
        }

        @Override
        void finish() throws IOException {
            if (!detail.countsOnly()) {
                json.endArray();
            }
            json.name("total").beginObject();
            tally.write(json);
            json.endObject();
            json.endObject();
            json.flush();
            out.line("");
            out.flush();
        }
    }
}
