package dev.firn.cli.command.look;

import dev.firn.cli.action.Actions;
import dev.firn.cli.command.BuildWord;
import dev.firn.cli.command.Command;
import dev.firn.cli.command.ExitCode;
import dev.firn.cli.command.StepWord;
import dev.firn.cli.command.Words;
import dev.firn.cli.console.Console;
import dev.firn.cli.report.ExplanationJson;
import dev.firn.cli.report.ExplanationText;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.look.ExplainRequest;
import dev.firn.inspect.Explanation;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `firn explain [STEP]`.
public final class ExplainCommand implements Command {

    @Override
    public String summary() {
        return "Say why a step of a build ran, part by part of its key.";
    }

    @Override
    public void describe(CommandSpec spec) {
        StepWord.describe(spec, "Which step; every one that ran when none is named.");
        BuildWord.describe(spec);
        spec.addOption(Words.flag("Print one JSON object.", "--json"));
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException {
        Optional<String> step = StepWord.of(words, "firn explain");
        ExplainRequest request = new ExplainRequest(settings, BuildWord.of(words), step);
        Explanation explanation = actions.looks().explain(request);
        if (words.has("--json")) {
            console.json(ExplanationJson.of(explanation));
        } else {
            for (String line :
                    ExplanationText.of(explanation, step.isPresent(), console.outPaint())) {
                console.result(line);
            }
        }
        return ExitCode.OK.status();
    }
}
