package dev.firn.cli.command.enter;

import dev.firn.cli.action.Actions;
import dev.firn.cli.command.Command;
import dev.firn.cli.command.Words;
import dev.firn.cli.console.Console;
import dev.firn.cli.console.TerminalVisitor;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.enter.RunRequest;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `firn run STEP -- COMMAND`, and `firn run result -- COMMAND`.
public final class RunCommand implements Command {

    @Override
    public String summary() {
        return "Run a command in the state of a step, or on the result where it was built.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addPositional(
                Words.positionals(
                        "[STEP|result] -- COMMAND",
                        "A step as for firn shell, or the last result in place; the command can"
                                + " be a function of the build, such as runPhase."));
        StateWords.describe(spec);
        spec.parser().stopAtPositional(true);
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(words.positional());
        Optional<String> step = Optional.empty();
        if (!words.beforeDashes().isEmpty()) {
            step = Optional.of(command.removeFirst());
            if (!command.isEmpty() && command.getFirst().equals("--")) {
                command.removeFirst();
            } else if (!command.isEmpty() && command.getFirst().startsWith("-")) {
                throw new Problem(
                        Problem.Kind.USAGE,
                        "a command cannot begin with " + command.getFirst(),
                        "what comes after '" + step.get() + "' is the command",
                        "firn run [OPTION...] " + step.get() + " -- COMMAND");
            }
        }
        if (command.isEmpty()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "there is no command to run",
                    "",
                    "firn run STEP -- COMMAND, or firn run result -- ...");
        }
        RunRequest request =
                new RunRequest(
                        settings,
                        words.one("--build"),
                        StateWords.step(words, step),
                        StateWords.brought(words),
                        command);
        return actions.entrances().run(request, new TerminalVisitor(console));
    }
}
