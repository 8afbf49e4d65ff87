package dev.firn.cli.command.look;

import dev.firn.cli.action.Actions;
import dev.firn.cli.command.BuildWord;
import dev.firn.cli.command.Command;
import dev.firn.cli.command.ExitCode;
import dev.firn.cli.command.Words;
import dev.firn.cli.console.Console;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.look.CheckoutRequest;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/// `firn checkout STEP DIR [PATH...]`.
public final class CheckoutCommand implements Command {

    @Override
    public String summary() {
        return "Copy the files of a step into a directory, exactly as they were.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addPositional(
                Words.several(
                        "STEP DIR [PATH...]",
                        """
                        DIR is new or empty; each file gets the path in it that it had in the
                        build. A PATH is absolute, or relative to the directory that the build's
                        shell was in."""));
        BuildWord.describe(spec);
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException, InterruptedException {
        List<String> typed = words.positional();
        if (typed.size() < 2) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    typed.isEmpty() ? "no step was named" : "no directory was named",
                    "",
                    "firn checkout STEP DIR");
        }
        CheckoutRequest request =
                new CheckoutRequest(
                        settings,
                        BuildWord.of(words),
                        typed.get(0),
                        typed.get(1),
                        typed.subList(2, typed.size()));
        console.result(actions.looks().checkout(request).toString());
        return ExitCode.OK.status();
    }
}
