package dev.firn.cli.command.look;

import dev.firn.build.BuildEvent.Outcome;
import dev.firn.cache.BuildRecord;
import dev.firn.cache.StepRecord;
import dev.firn.cli.action.Actions;
import dev.firn.cli.command.BuildWord;
import dev.firn.cli.command.Command;
import dev.firn.cli.command.ExitCode;
import dev.firn.cli.command.Words;
import dev.firn.cli.console.Console;
import dev.firn.cli.console.ForcedText;
import dev.firn.cli.console.StepLine;
import dev.firn.cli.console.Text;
import dev.firn.cli.report.BuildJson;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.look.ListRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/// `firn ls`.
public final class ListCommand implements Command {

    /// Ids and keys are shown up to here: enough to tell them apart.
    private static final int SHORT = 8;

    /// On a narrower screen there are no ids and keys.
    private static final int WIDE = 110;

    @Override
    public String summary() {
        return "List the steps of the last build.";
    }

    @Override
    public void describe(CommandSpec spec) {
        BuildWord.describe(spec);
        spec.addOption(Words.flag("Print one JSON object.", "--json"));
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException {
        BuildRecord build = actions.looks().list(new ListRequest(settings, BuildWord.of(words)));
        if (words.has("--json")) {
            console.json(BuildJson.of(build));
            return ExitCode.OK.status();
        }
        int widest = 0;
        for (StepRecord step : build.steps()) {
            widest = Math.max(widest, Text.width(Text.safe(step.name())));
        }
        StepLine line = new StepLine(console.outPaint(), widest);
        int columns =
                console.outIsTerminal() ? console.screen().size().columns() : Integer.MAX_VALUE;
        console.result(
                console.outPaint().bold(Text.safe(build.name()))
                        + "  "
                        + build.started()
                        + "  "
                        + build.id()
                        + ForcedText.listed(build.forced(), build.verdict()));
        for (StepRecord step : build.steps()) {
            console.result(
                    line.ended(
                            step.name(),
                            outcome(step),
                            (columns < WIDE ? "" : ids(step)) + detail(step),
                            step.took(),
                            step.bytes(),
                            columns));
        }
        return ExitCode.OK.status();
    }

    private static Outcome outcome(StepRecord step) {
        return switch (step.outcome()) {
            case CACHED -> Outcome.CACHED;
            case RUN -> Outcome.DONE;
            case FAILED -> Outcome.FAILED;
            case SKIPPED -> Outcome.SKIPPED;
        };
    }

    /// The beginnings of the layer's id and of the key.
    private static String ids(StepRecord step) {
        if (step.layer().isEmpty()) {
            return "";
        }
        String key = step.key().isEmpty() ? "" : step.key().get().hex().substring(0, SHORT);
        String layer = step.layer().get().value().substring(0, SHORT);
        return layer + "  " + Text.left(key, SHORT) + "  ";
    }

    private static String detail(StepRecord step) {
        List<String> words = new ArrayList<>();
        if (step.forced()) {
            words.add("forced");
        }
        words.addAll(step.reasons());
        return String.join("; ", words);
    }
}
