package dev.firn.cli.command;

import dev.firn.build.BuildEvent;
import dev.firn.build.Foresight.Foreseen;
import dev.firn.cli.action.Actions;
import dev.firn.cli.console.BuildView;
import dev.firn.cli.console.Console;
import dev.firn.cli.report.PlanReport;
import dev.firn.cli.request.PlanRequest;
import dev.firn.cli.request.Settings;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/// `firn plan`.
public final class PlanCommand implements Command {

    @Override
    public String summary() {
        return "Say what a build would run, and why, and run nothing but the setup.";
    }

    @Override
    public void describe(CommandSpec spec) {
        InstallableWords.describe(spec);
        ScopeWords.describe(spec);
        spec.addOption(Words.flag("Show the log of the setup.", "-L", "--logs"));
        spec.addOption(Words.flag("Print one JSON object about the plan.", "--json"));
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException, InterruptedException {
        PlanRequest request =
                new PlanRequest(
                        settings,
                        InstallableWords.named(words),
                        InstallableWords.nixOptions(words),
                        ScopeWords.scopes(words));
        List<Foreseen> steps;
        try (BuildView view = BuildView.on(console, words.has("-L"))) {
            Object lock = new Object();
            steps =
                    actions.plan(
                            request,
                            (BuildEvent event) -> {
                                synchronized (lock) {
                                    view.accept(event);
                                }
                            });
        }
        if (words.has("--json")) {
            console.json(PlanReport.json(steps));
        } else {
            for (String line : PlanReport.text(steps, console.outPaint())) {
                console.result(line);
            }
        }
        return ExitCode.OK.status();
    }
}
