package dev.firn.cli.command;

import dev.firn.build.BuildEvent;
import dev.firn.build.Foresight.Foreseen;
import dev.firn.cli.action.Actions;
import dev.firn.cli.console.BuildView;
import dev.firn.cli.console.Console;
import dev.firn.cli.report.PlanReport;
import dev.firn.cli.request.PlanRequest;
import dev.firn.cli.request.Settings;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/// `firn plan`.
public final class PlanCommand implements Command {

    private static final String FROM = "--from";
    private static final String INPUTS = "--layer-inputs";

    @Override
    public String summary() {
        return "Say what a build would run, and why, and run nothing but the setup.";
    }

    @Override
    public void describe(CommandSpec spec) {
        InstallableWords.describe(spec);
        ScopeWords.describe(spec);
        spec.addOption(Words.value("STEP", "Not for a plan: see firn build.", FROM));
        spec.addOption(Words.values("1", "ATTR|DRV", "Not for a plan: see firn build.", INPUTS));
        spec.addOption(Words.flag("Show the log of the setup.", "-L", "--logs"));
        spec.addOption(Words.flag("Print one JSON object about the plan.", "--json"));
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException, InterruptedException {
        refuse(words);
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

    private static void refuse(Words words) {
        if (words.has(FROM)) {
            String step = words.one(FROM).orElseThrow();
            throw new Problem(
                    Problem.Kind.USAGE,
                    "a plan is made of keys, and --from takes no notice of them",
                    "it reuses what is below " + step + ", and the step runs whatever its key says",
                    "firn plan, without --from, says what is ignored by it");
        }
        if (words.has(INPUTS)) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "the plan of a build with --layer-inputs is not known before",
                    "its keys hold the paths that the inputs have after they were built",
                    "plan each input by itself: firn plan " + words.all(INPUTS).getFirst());
        }
    }
}
