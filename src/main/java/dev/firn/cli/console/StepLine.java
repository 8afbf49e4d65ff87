package dev.firn.cli.console;

import dev.firn.build.BuildEvent.Outcome;
import java.time.Duration;

/// The line of one step, in columns: mark, name, outcome, time, size, detail. On a screen that is
/// too narrow for that the name comes last, as it may be cut.
public final class StepLine {

    /// From the end of a name to that of the time.
    private static final int NAME_TO_TIME = 22;

    private final Paint paint;
    private final int nameColumns;

    /// @param nameColumns the width of the longest name
    public StepLine(Paint paint, int nameColumns) {
        this.paint = paint;
        this.nameColumns = nameColumns;
    }

    /// A step that has ended.
    ///
    /// @param columns where the line is cut
    public String ended(
            String step,
            Outcome outcome,
            String detail,
            Duration duration,
            long size,
            int columns) {
        boolean ran = outcome != Outcome.SKIPPED && outcome != Outcome.JOINED;
        return line(
                mark(outcome),
                step,
                word(outcome),
                ran ? Amounts.time(duration) : "",
                ran ? Amounts.size(size) : "",
                detail,
                columns);
    }

    /// A step that runs.
    public String running(String step, String reason, Duration elapsed, int columns) {
        return line(paint.blue("▶"), step, "running", Amounts.time(elapsed), "", reason, columns);
    }

    private String line(
            String mark,
            String step,
            String outcome,
            String time,
            String size,
            String detail,
            int columns) {
        if (columns - 2 < nameColumns + NAME_TO_TIME) {
            String narrow =
                    Text.left(outcome, 7) + ' ' + Text.right(time, 8) + "  " + Text.safe(step);
            return mark + " " + Text.cut(narrow, columns - 2);
        }
        String text =
                Text.left(Text.safe(step), nameColumns)
                        + "  "
                        + Text.left(outcome, 7)
                        + "  "
                        + Text.right(time, 11)
                        + "  "
                        + Text.right(size, 7)
                        + "  ";
        int left = columns - 2 - Text.width(text);
        if (left < 1 || detail.isEmpty()) {
            return mark + " " + Text.cut(text.stripTrailing(), columns - 2);
        }
        return mark + " " + text + paint.dim(Text.cut(Text.safe(detail), left));
    }

    private String mark(Outcome outcome) {
        return switch (outcome) {
            case CACHED -> paint.green("=");
            case DONE -> paint.green("✔");
            case FAILED -> paint.red("✘");
            case SKIPPED -> paint.dim("-");
            case JOINED -> paint.yellow("+");
        };
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case CACHED -> "cached";
            case DONE -> "done";
            case FAILED -> "failed";
            case SKIPPED -> "skipped";
            case JOINED -> "joined";
        };
    }
}
