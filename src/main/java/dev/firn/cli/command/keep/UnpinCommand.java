package dev.firn.cli.command.keep;

import dev.firn.cli.action.Actions;
import dev.firn.cli.command.BuildWord;
import dev.firn.cli.command.Command;
import dev.firn.cli.command.ExitCode;
import dev.firn.cli.command.StepWord;
import dev.firn.cli.command.Words;
import dev.firn.cli.console.Console;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.keep.UnpinRequest;
import dev.firn.gc.Pin;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `firn unpin STEP`.
public final class UnpinCommand implements Command {

    @Override
    public String summary() {
        return "Let go what firn pin has kept.";
    }

    @Override
    public void describe(CommandSpec spec) {
        StepWord.describe(spec, "What was pinned, or the beginning of its layer's id.");
        BuildWord.describe(spec);
        spec.addOption(Words.flag("Everything that is pinned.", "--all"));
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException {
        Optional<String> step = StepWord.of(words, "firn unpin");
        boolean all = words.has("--all");
        if (step.isPresent() == all) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    all ? "--all is more than " + step.orElse("") : "what is to be let go?",
                    "",
                    "firn unpin STEP, or --all; firn pin lists them");
        }
        UnpinRequest request = new UnpinRequest(settings, BuildWord.of(words), step);
        for (Pin pin : actions.housekeeping().unpin(request)) {
            console.tell("not pinned any more: " + PinCommand.line(pin));
        }
        return ExitCode.OK.status();
    }
}
