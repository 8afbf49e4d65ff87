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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Why steps ran, for people.
public final class ExplanationText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    /// So many changes of one kind are told together.
    private static final int MANY = 10;

    private static final int WIDTH = 76;

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
        List<KeyChange> changes = ChangeWords.sorted(step.changes(), step.record().name());
        Map<String, List<String>> many = new LinkedHashMap<>();
        for (KeyChange change : changes) {
            Optional<String> how = comesOrGoes(change, step);
            if (how.isPresent()) {
                many.computeIfAbsent(how.get(), _ -> new ArrayList<>()).add(name(change));
            }
        }
        many.values().removeIf(names -> names.size() < MANY);
        for (KeyChange change : changes) {
            if (comesOrGoes(change, step).filter(many::containsKey).isEmpty()) {
                lines.add("  " + Text.safe(ChangeWords.of(change)));
                for (String line : ValueDiff.of(change)) {
                    lines.add("    " + paint(line, paint));
                }
            }
        }
        for (Map.Entry<String, List<String>> each : many.entrySet()) {
            int count = each.getValue().size();
            lines.add("  " + count + " " + each.getKey() + ":");
            for (String line : wrapped(each.getValue())) {
                lines.add("    " + paint.dim(line));
            }
        }
    }

    /// What came or went, as it does together with many others when a step is shown more or less of
    /// its surroundings; nothing where it is of interest in itself.
    private static Optional<String> comesOrGoes(KeyChange change, Explanation.Step step) {
        String kind =
                switch (change.kind()) {
                    case VARIABLE -> "variables";
                    case FUNCTION -> "functions";
                    case PARENT, STEP, SANDBOX, INPUT, FILE, SHELL -> "";
                };
        if (kind.isEmpty() || ChangeWords.isOfStep(change, step.record().name())) {
            return Optional.empty();
        }
        return change.before().isEmpty()
                ? Optional.of(kind + " are new")
                : change.after().isEmpty() ? Optional.of(kind + " are gone") : Optional.empty();
    }

    private static String name(KeyChange change) {
        return Text.safe(Text.decoded(change.name()));
    }

    private static List<String> wrapped(List<String> names) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String name : names) {
            if (!line.isEmpty() && line.length() + 1 + name.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(name);
        }
        lines.add(line.toString());
        return lines;
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
