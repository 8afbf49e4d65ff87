package dev.firn.cli.report;

import dev.firn.build.BuildEvent.StepFinished;
import dev.firn.cli.console.Paint;
import dev.firn.cli.console.Text;
import java.util.ArrayList;
import java.util.List;

/// What is said about a step that failed: how, its last words, and what to type next.
public final class FailureReport {

    private FailureReport() {}

    public static List<String> of(Transcript transcript, StepFinished failure, Paint paint) {
        String step = Text.safe(failure.step());
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(
                paint.red(paint.bold("failed: ") + step)
                        + " of "
                        + Text.safe(transcript.derivation())
                        + (failure.detail().isEmpty() ? "" : ", " + Text.safe(failure.detail())));
        List<String> tail = transcript.tail();
        if (tail.isEmpty()) {
            lines.add("it wrote nothing to its log");
        } else {
            lines.add(tail.size() < Transcript.TAIL ? "its log:" : "the end of its log:");
            for (String line : tail) {
                lines.add(paint.dim("  | ") + line);
            }
        }
        lines.add("");
        String log = "firn log " + word(step);
        lines.add("  " + log + paint.dim("   the whole log"));
        lines.add("  " + Text.left("firn ls", Text.width(log)) + paint.dim("   the steps so far"));
        return lines;
    }

    /// The step as a shell takes it.
    private static String word(String step) {
        for (int i = 0; i < step.length(); i++) {
            char c = step.charAt(i);
            if (!Character.isLetterOrDigit(c) && "_-.:/@".indexOf(c) < 0) {
                return "'" + step.replace("'", "'\\''") + "'";
            }
        }
        return step;
    }
}
