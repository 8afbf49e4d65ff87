package dev.firn.cli.command.look;

import dev.firn.cli.action.Actions;
import dev.firn.cli.command.BuildWord;
import dev.firn.cli.command.Command;
import dev.firn.cli.command.ExitCode;
import dev.firn.cli.command.Words;
import dev.firn.cli.console.Console;
import dev.firn.cli.report.tree.FilesReport;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.look.FilesRequest;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/// `firn files [STEP [PATH...]]`.
public final class FilesCommand implements Command {

    @Override
    public String summary() {
        return "List the files of a build as they were at a step, or those that the step changed.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addPositional(
                Words.several(
                        "STEP [PATH...]",
                        """
                        A step, or the state beside it: STEP@before, STEP@after, STEP@failed;
                        where the build came to when none is named. A PATH is absolute, or
                        relative to the directory that the build's shell was in."""));
        spec.addOption(Words.flag("Also modes, links, sizes and times.", "-l", "--long"));
        spec.addOption(Words.flag("Only what STEP has added, removed or changed.", "--changed"));
        spec.addOption(Words.flag("Raw paths, ended by a zero byte; only files that exist.", "-0"));
        spec.addOption(Words.flag("Print one JSON array.", "--json"));
        BuildWord.describe(spec);
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException {
        List<String> typed = words.positional();
        FilesRequest request =
                new FilesRequest(
                        settings,
                        BuildWord.of(words),
                        typed.stream().findFirst(),
                        typed.subList(Math.min(1, typed.size()), typed.size()),
                        words.has("--changed"));
        FilesReport report = report(words, console);
        actions.looks().files(request, report);
        report.end();
        return ExitCode.OK.status();
    }

    private static FilesReport report(Words words, Console console) throws IOException {
        boolean json = words.has("--json");
        boolean bytes = words.has("-0");
        boolean details = words.has("--long");
        if ((json && bytes) || (json && details) || (bytes && details)) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "--json, -0 and --long exclude each other",
                    "each is another form of the same listing",
                    "firn files --help");
        }
        if (json) {
            return FilesReport.json(console);
        }
        return bytes ? FilesReport.bytes(console) : FilesReport.text(console, details);
    }
}
