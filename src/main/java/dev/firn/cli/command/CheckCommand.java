package dev.firn.cli.command;

import dev.firn.check.Checked;
import dev.firn.cli.action.Actions;
import dev.firn.cli.console.Console;
import dev.firn.cli.report.CheckJson;
import dev.firn.cli.report.CheckText;
import dev.firn.cli.report.ReadProgress;
import dev.firn.cli.request.CheckRequest;
import dev.firn.cli.request.Settings;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/// `firn check`.
public final class CheckCommand implements Command {

    @Override
    public String summary() {
        return "Check every file of the cache, and drop what is damaged.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addOption(
                Words.flag(
                        "Drop what is damaged and what stands on it, nothing else.", "--repair"));
        spec.addOption(Words.flag("Print one JSON object.", "--json"));
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException, InterruptedException {
        CheckRequest request = new CheckRequest(settings, words.has("--repair"));
        Checked checked;
        try (ReadProgress progress = new ReadProgress(console)) {
            checked = actions.check(request, progress);
        }
        if (words.has("--json")) {
            console.result(CheckJson.of(checked));
        } else {
            for (String line : CheckText.of(checked, console.outPaint())) {
                console.result(line);
            }
        }
        return (checked.isDamaged() ? ExitCode.CACHE : ExitCode.OK).status();
    }
}
