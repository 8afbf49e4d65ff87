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

    private static final String RESULT = "result";

    @Override
    public String summary() {
        return "Run a command in the state of a step, or on the result where it was built.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addPositional(
                Words.positionals(
                        "STEP|result -- COMMAND",
                        "As for firn shell, or the last result; the command can be a"
                                + " function of the build, such as runPhase."));
        StateWords.describe(spec);
        spec.parser().stopAtPositional(true);
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException, InterruptedException {
        List<String> typed = new ArrayList<>(words.positional());
        if (typed.isEmpty()) {
            throw usage("nothing is named to run a command in");
        }
        String where = typed.removeFirst();
        if (!typed.isEmpty() && typed.getFirst().equals("--")) {
            typed.removeFirst();
        } else if (!typed.isEmpty() && typed.getFirst().startsWith("-")) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "a command cannot begin with " + typed.getFirst(),
                    "what comes after '" + where + "' is the command",
                    "firn run [OPTION...] " + where + " -- COMMAND");
        }
        if (typed.isEmpty()) {
            throw usage("there is no command to run");
        }
        Optional<String> step = where.equals(RESULT) ? Optional.empty() : Optional.of(where);
        RunRequest request =
                new RunRequest(
                        settings,
                        words.one("--build"),
                        StateWords.step(words, step),
                        StateWords.brought(words),
                        typed);
        return actions.entrances().run(request, new TerminalVisitor(console));
    }

    private static Problem usage(String what) {
        return new Problem(
                Problem.Kind.USAGE,
                what,
                "",
                "firn run STEP -- COMMAND, or firn run result -- ...");
    }
}
