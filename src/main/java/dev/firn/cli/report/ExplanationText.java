package dev.firn.cli.report;

import dev.firn.build.reason.ChangeWords;
import dev.firn.cache.StepRecord;
import dev.firn.cli.console.Paint;
import dev.firn.cli.console.Text;
import dev.firn.inspect.Explanation;
import dev.firn.inspect.Explanation.Compared;
import dev.firn.key.KeyChange;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/// Why steps ran, for people.
public final class ExplanationText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private ExplanationText() {}

    /// @param all whether to show also the steps that did not run
    public static List<String> of(Explanation explanation, boolean all, Paint paint) {
        List<String> lines = new ArrayList<>();
        for (Explanation.Step step : explanation.steps()) {
            if (all || ran(step.record())) {
                add(step, paint, lines);
            }
        }
        if (lines.isEmpty()) {
            lines.add("nothing ran in the last build of " + Text.safe(explanation.derivation()));
        }
        return lines;
    }

    private static boolean ran(StepRecord step) {
        return switch (step.outcome()) {
            case RUN, FAILED -> true;
            case CACHED, SKIPPED -> false;
        };
    }

    private static void add(Explanation.Step step, Paint paint, List<String> lines) {
        String name = paint.bold(Text.safe(step.record().name()));
        String forced = step.record().forced() ? " (forced)" : "";
        lines.add(name + " " + outcome(step.record()) + forced);
        for (String reason : step.record().reasons()) {
            lines.add("  " + Text.safe(reason));
        }
        switch (step.compared()) {
            case Compared.Nothing() -> {}
            case Compared.EarlierLayer(String layer, var sealed) ->
                    lines.add(
                            paint.dim(
                                    "  compared with layer "
                                            + layer
                                            + " of "
                                            + TIME.format(sealed)));
            case Compared.RemovedLayer(String layer) ->
                    lines.add(paint.dim("  layer " + layer + " has been removed since"));
        }
        for (KeyChange change : step.changes()) {
            lines.add("  " + Text.safe(ChangeWords.of(change)));
            for (String line : ValueDiff.of(change)) {
                lines.add("    " + paint(line, paint));
            }
        }
    }

    private static String paint(String line, Paint paint) {
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '-' -> paint.red(line);
            case '+' -> paint.green(line);
            default -> paint.dim(line);
        };
    }

    private static String outcome(StepRecord step) {
        return switch (step.outcome()) {
            case RUN -> "ran";
            case FAILED -> "ran and failed";
            case CACHED -> "was cached: its key led to layer " + id(step);
            case SKIPPED -> "was left out by the builder";
        };
    }

    private static String id(StepRecord step) {
        return step.layer().isEmpty() ? "" : step.layer().get().value();
    }
}
