package dev.firn.cli.command.look;

import dev.firn.cli.action.Actions;
import dev.firn.cli.command.BuildWord;
import dev.firn.cli.command.Command;
import dev.firn.cli.command.ExitCode;
import dev.firn.cli.command.Words;
import dev.firn.cli.console.Console;
import dev.firn.cli.report.tree.DiffReport;
import dev.firn.cli.report.tree.DiffReport.Detail;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.look.DiffRequest;
import dev.firn.problem.Problem;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/// `firn diff [A [B]] [-- PATH...]`.
public final class DiffCommand implements Command {

    @Override
    public String summary() {
        return "Say what a step changed, or where the files of two steps differ.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addPositional(
                Words.several(
                        "A [B]] [-- PATH...",
                        """
                        Two states; or one step, and what it changed; or none, and what the last
                        step changed. The id of a layer names a step of any build. A PATH is
                        absolute, or relative to the directory that the build's shell was in."""));
        spec.addOption(Words.flag("Only count.", "--stat"));
        spec.addOption(
                Words.flag("Also what differs within files, as patch takes it.", "--content"));
        spec.addOption(Words.flag("Also files of which only the time differs.", "--mtime"));
        spec.addOption(Words.flag("End with status 1 when anything differs.", "--exit-code"));
        spec.addOption(Words.flag("Print one JSON object.", "--json"));
        BuildWord.describe(spec);
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException {
        DiffRequest request =
                new DiffRequest(
                        settings, BuildWord.of(words), words.beforeDashes(), words.afterDashes());
        if (request.states().size() > 2) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "two states can be compared, not " + request.states().size(),
                    "paths come after --",
                    "firn diff [A [B]] -- PATH...");
        }
        if (words.has("--stat") && words.has("--content")) {
            throw new Problem(
                    Problem.Kind.USAGE, "--stat and --content exclude each other", "", "");
        }
        Detail detail =
                new Detail(words.has("--mtime"), words.has("--content"), words.has("--stat"));
        DiffReport report =
                words.has("--json")
                        ? DiffReport.json(console, detail)
                        : DiffReport.text(console, detail);
        actions.looks().diff(request, report);
        report.end();
        boolean tell = words.has("--exit-code") && report.differs();
        return (tell ? ExitCode.FAILED : ExitCode.OK).status();
    }
}
