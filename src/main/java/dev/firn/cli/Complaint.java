package dev.firn.cli;

import dev.firn.cli.command.ExitCode;
import dev.firn.cli.console.Console;
import dev.firn.cli.console.OutputLost;
import dev.firn.cli.console.Paint;
import dev.firn.cli.console.Text;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/// How firn says that it could not do what was asked.
final class Complaint {

    private static final String TOO_LONG = "File name too long";
    private static final int SHOWN = 200;

    private final Console console;
    private final boolean verbose;

    /// @param verbose whether a problem, unless of usage, is shown with its stack trace
    Complaint(Console console, boolean verbose) {
        this.console = console;
        this.verbose = verbose;
    }

    /// Tells the user, and says what firn's exit status is.
    ExitCode about(Throwable thrown) {
        if (Thread.currentThread().isInterrupted() || thrown instanceof InterruptedException) {
            console.tell("firn: interrupted");
            return ExitCode.INTERRUPTED;
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutputLost lost) {
                return lost.readerGone()
                        ? ExitCode.READER_GONE
                        : problem(
                                new Problem(
                                        Problem.Kind.HOST,
                                        "what firn prints cannot be written",
                                        "standard output: " + cause.getMessage(),
                                        "see where the output goes"));
            }
            if (cause instanceof Problem problem) {
                return problem(problem);
            }
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof IOException && message.endsWith(TOO_LONG)) {
                return problem(
                        new Problem(
                                Problem.Kind.RESULT,
                                "there is a path that is longer than Linux takes one",
                                message.substring(0, Math.min(SHOWN, message.length())) + "...",
                                "let the build make shorter ones, or remove them in the same step"));
            }
            if (cause instanceof IOException && Problem.isOfDisk(message)) {
                return problem(Problem.ofDisk(message));
            }
        }
        return bug(thrown);
    }

    private ExitCode problem(Problem problem) {
        Paint paint = console.errPaint();
        List<String> lines = new ArrayList<>();
        lines.add(paint.red(paint.bold("firn: ")) + safe(problem.what()));
        for (String line : problem.why().split("\n", -1)) {
            if (!line.isEmpty()) {
                lines.add("  " + safe(line));
            }
        }
        if (!problem.fix().isEmpty()) {
            lines.add("  " + paint.bold("try: ") + safe(problem.fix()));
        }
        if (verbose && problem.kind() != Problem.Kind.USAGE) {
            trace(problem, lines);
        }
        console.tell(lines);
        return ExitCode.of(problem.kind());
    }

    private ExitCode bug(Throwable thrown) {
        List<String> lines = new ArrayList<>();
        lines.add("firn: this is a bug in firn; please report it with all that follows");
        lines.add(
                "firn "
                        + Invocation.VERSION
                        + ", Java "
                        + System.getProperty("java.vm.version")
                        + ", Linux "
                        + System.getProperty("os.version")
                        + " "
                        + System.getProperty("os.arch"));
        trace(thrown, lines);
        console.tell(lines);
        return ExitCode.BUG;
    }

    private static void trace(Throwable thrown, List<String> lines) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        for (String line : text.toString().split("\n", -1)) {
            if (!line.isEmpty()) {
                lines.add(Text.safe(line));
            }
        }
    }

    private static String safe(String text) {
        return Text.safe(text.replace("\n", " "));
    }
}
