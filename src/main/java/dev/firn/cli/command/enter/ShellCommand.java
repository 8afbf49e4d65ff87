package dev.firn.cli.command.enter;

import dev.firn.build.visit.Leaving;
import dev.firn.cli.action.Actions;
import dev.firn.cli.command.Command;
import dev.firn.cli.command.ShownBuild;
import dev.firn.cli.command.StepWord;
import dev.firn.cli.command.Words;
import dev.firn.cli.console.Console;
import dev.firn.cli.console.TerminalVisitor;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.enter.ResumeRequest;
import dev.firn.cli.request.enter.ShellRequest;
import dev.firn.enter.ShellEnd;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `firn shell [STEP]`.
public final class ShellCommand implements Command {

    @Override
    public String summary() {
        return "Open a shell in the sandbox of a build, at its failure or beside any step.";
    }

    @Override
    public void describe(CommandSpec spec) {
        StepWord.describe(
                spec,
                "A step, STEP@before or @failed, or a layer; where the last build came to if"
                        + " none. Without a terminal commands are read from standard input.");
        StateWords.describe(spec);
        spec.addOption(Words.flag("Throw changes away, without asking.", "--drop"));
        spec.addOption(Words.flag("Keep changes as a layer to look at.", "--keep"));
        spec.addOption(
                Words.flag("Go on with the build from the changed files (forced).", "--resume"));
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException, InterruptedException {
        Optional<String> typed = StepWord.of(words, "firn shell");
        ShellRequest request =
                new ShellRequest(
                        settings,
                        words.one("--build"),
                        StateWords.step(words, typed),
                        StateWords.brought(words),
                        leaving(words));
        ShellEnd end = actions.entrances().shell(request, new TerminalVisitor(console));
        if (end.resumed().isEmpty()) {
            return end.status();
        }
        ResumeRequest resume = new ResumeRequest(settings, end.resumed().get());
        return new ShownBuild(false, false, false, false)
                .run(events -> actions.resume(resume, events), console);
    }

    private static Optional<Leaving> leaving(Words words) {
        Optional<Leaving> said = Optional.empty();
        for (Leaving leaving : Leaving.values()) {
            if (words.has("--" + leaving.name().toLowerCase(Locale.ROOT))) {
                if (said.isPresent()) {
                    throw new Problem(
                            Problem.Kind.USAGE,
                            "changes can come to one end only",
                            "--drop, --keep and --resume exclude each other",
                            "name one of them");
                }
                said = Optional.of(leaving);
            }
        }
        return said;
    }
}
