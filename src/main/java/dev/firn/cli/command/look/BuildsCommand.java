package dev.firn.cli.command.look;

import dev.firn.cache.BuildRecord;
import dev.firn.cache.StepOutcome;
import dev.firn.cache.StepRecord;
import dev.firn.cli.action.Actions;
import dev.firn.cli.command.Command;
import dev.firn.cli.command.ExitCode;
import dev.firn.cli.command.Words;
import dev.firn.cli.console.Amounts;
import dev.firn.cli.console.Console;
import dev.firn.cli.console.ForcedText;
import dev.firn.cli.console.Paint;
import dev.firn.cli.console.Text;
import dev.firn.cli.report.BuildJson;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.look.BuildsRequest;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `firn builds [PACKAGE]`.
public final class BuildsCommand implements Command {

    private static final int USUAL = 20;

    @Override
    public String summary() {
        return "List recorded builds, the newest first.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addPositional(Words.positionals("PACKAGE", "Only those of this package."));
        spec.addOption(Words.value("N", "How many at most (" + USUAL + ").", "-n"));
        spec.addOption(Words.flag("Print one JSON object.", "--json"));
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException {
        List<String> typed = words.positional();
        if (typed.size() > 1) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "one package at a time",
                    "not " + String.join(" ", typed),
                    "firn builds " + typed.get(0));
        }
        BuildsRequest request =
                new BuildsRequest(settings, typed.stream().findFirst(), most(words.one("-n")));
        List<BuildRecord> builds = actions.looks().builds(request);
        if (words.has("--json")) {
            console.json(BuildJson.of(builds));
            return ExitCode.OK.status();
        }
        int widest = 0;
        for (BuildRecord build : builds) {
            widest = Math.max(widest, Text.width(Text.safe(build.name())));
        }
        for (BuildRecord build : builds) {
            console.result(line(build, widest, console.outPaint()));
        }
        return ExitCode.OK.status();
    }

    private static int most(Optional<String> said) {
        if (said.isEmpty()) {
            return USUAL;
        }
        try {
            int most = Integer.parseInt(said.get());
            if (most > 0) {
                return most;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new Problem(
                Problem.Kind.USAGE, "-n is a number of builds", "not " + said.get(), "-n 20");
    }

    private static String line(BuildRecord build, int widest, Paint paint) {
        String steps = build.ran() + " ran, " + build.count(StepOutcome.CACHED) + " cached";
        return paint.dim(build.id())
                + "  "
                + paint.bold(Text.left(Text.safe(build.name()), widest))
                + "  "
                + Text.right(Amounts.time(build.took()), 11)
                + "  "
                + Text.left(steps, 19)
                + "  "
                + end(build, paint)
                + ForcedText.listed(build.forced(), build.verdict());
    }

    private static String end(BuildRecord build, Paint paint) {
        String last = Text.safe(build.lastStep().map(StepRecord::name).orElse("the setup"));
        return switch (build.end()) {
            case BUILT -> paint.green("built");
            case FAILED -> paint.red("failed") + " in " + last;
            case KEPT -> "kept from a shell";
            case STOPPED -> "stopped after " + last;
            case REFUSED -> paint.red("result refused");
        };
    }
}
