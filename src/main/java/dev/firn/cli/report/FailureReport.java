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
        int width = Text.width(log);
        lines.add(next("firn shell", width, "a shell where it failed", paint));
        lines.add(next(log, width, "the whole log", paint));
        lines.add(next("firn ls", width, "the steps so far", paint));
        return lines;
    }

    private static String next(String command, int width, String what, Paint paint) {
        return "  " + Text.left(command, width) + paint.dim("   " + what);
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
