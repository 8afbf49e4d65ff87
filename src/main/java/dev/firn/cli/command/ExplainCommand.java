package dev.firn.cli.command;

import dev.firn.cli.console.Console;
import dev.firn.cli.report.ExplanationJson;
import dev.firn.cli.report.ExplanationText;
import dev.firn.cli.request.Actions;
import dev.firn.cli.request.ExplainRequest;
import dev.firn.cli.request.Settings;
import dev.firn.inspect.Explanation;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `firn explain [STEP]`.
final class ExplainCommand implements Command {

    @Override
    public String summary() {
        return "Say why a step of the last build ran, part by part of its key.";
    }

    @Override
    public void describe(CommandSpec spec) {
        StepWord.describe(spec, "Which step; every one that ran when none is named.");
        spec.addOption(Words.flag("Print one JSON object.", "--json"));
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException {
        Optional<String> step = StepWord.of(words, "firn explain");
        Explanation explanation = actions.explain(new ExplainRequest(settings, step));
        if (words.has("--json")) {
            console.result(ExplanationJson.of(explanation));
        } else {
            for (String line :
                    ExplanationText.of(explanation, step.isPresent(), console.outPaint())) {
                console.result(line);
            }
        }
        return ExitCode.OK.status();
    }
}
