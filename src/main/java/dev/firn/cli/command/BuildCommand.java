package dev.firn.cli.command;

import dev.firn.build.BuildEvent;
import dev.firn.build.BuildEvent.Result;
import dev.firn.build.BuildEvent.StepFinished;
import dev.firn.cli.action.Actions;
import dev.firn.cli.console.BuildView;
import dev.firn.cli.console.Console;
import dev.firn.cli.console.ForcedText;
import dev.firn.cli.report.FailureReport;
import dev.firn.cli.report.JsonReport;
import dev.firn.cli.report.TimingTable;
import dev.firn.cli.report.Transcript;
import dev.firn.cli.request.BuildRequest;
import dev.firn.cli.request.BuildRequest.Link;
import dev.firn.cli.request.Settings;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/// `firn build`.
public final class BuildCommand implements Command {

    @Override
    public String summary() {
        return "Build a derivation, running only the steps that changed.";
    }

    @Override
    public void describe(CommandSpec spec) {
        InstallableWords.describe(spec);
        spec.addOption(Words.value("STEP", "Stop after this step.", "--until"));
        spec.addOption(
                Words.value(
                        "STEP",
                        "Reuse what was built before this step, whatever changed.",
                        "--from"));
        ScopeWords.describe(spec);
        spec.addOption(
                Words.flag(
                        "Run every step, whatever is cached, and hide nothing from it.",
                        "--no-cache"));
        spec.addOption(
                Words.flag("Build at the real output path, byte for byte as Nix.", "--exact"));
        spec.addOption(
                Words.flag(
                        "Take the result although it holds stale copies of its build path.",
                        "--accept-stale"));
        spec.addOption(Words.value("LINK", "Where the link to the result goes (./result).", "-o"));
        spec.addOption(Words.flag("Make no link to the result.", "--no-link"));
        spec.addOption(Words.flag("Show the whole log of every step.", "-L", "--logs"));
        spec.addOption(Words.flag("Print one JSON object about the build.", "--json"));
        spec.addOption(Words.flag("Show where firn's own time went.", "--timings"));
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException, InterruptedException {
        BuildRequest request = request(words, settings);
        long start = console.screen().nanoTime();
        Transcript transcript = new Transcript();
        try (BuildView view = BuildView.on(console, words.has("-L"))) {
            Object lock = new Object();
            Consumer<BuildEvent> events =
                    event -> {
                        synchronized (lock) {
                            transcript.accept(event);
                            view.accept(event);
                        }
                    };
            actions.build(request, events);
        }
        Optional<StepFinished> failure = transcript.failure();
        if (failure.isPresent()) {
            console.tell(FailureReport.of(transcript, failure.get(), console.errPaint()));
        }
        if (words.has("--timings")) {
            Duration total = Duration.ofNanos(console.screen().nanoTime() - start);
            console.tell(TimingTable.of(transcript, total));
        }
        if (transcript.isForced() && failure.isEmpty()) {
            console.tell(ForcedText.end(words.has("--until")));
        }
        if (words.has("--json")) {
            console.result(JsonReport.of(transcript));
        } else {
            for (Result result : transcript.results()) {
                console.result(result.path());
            }
        }
        return (failure.isPresent() ? ExitCode.FAILED : ExitCode.OK).status();
    }

    private static BuildRequest request(Words words, Settings settings) {
        if (words.has("-o") && words.has("--no-link")) {
            throw new Problem(Problem.Kind.USAGE, "-o and --no-link contradict each other", "", "");
        }
        if (words.has("--from") && (words.has("--no-cache") || words.has("--exact"))) {
            String other = words.has("--exact") ? "--exact" : "--no-cache";
            throw new Problem(
                    Problem.Kind.USAGE,
                    "--from and " + other + " contradict each other",
                    "one reuses layers, the other does not",
                    "leave one of them out");
        }
        return new BuildRequest(
                settings,
                InstallableWords.named(words),
                InstallableWords.nixOptions(words),
                words.has("--exact"),
                words.has("--no-cache"),
                words.has("--accept-stale"),
                words.has("--no-link")
                        ? new Link.None()
                        : new Link.At(words.one("-o").orElse("result")),
                words.one("--from"),
                words.one("--until"),
                ScopeWords.scopes(words));
    }
}
