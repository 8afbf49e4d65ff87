package dev.firn.cli.command.enter;

import dev.firn.cli.action.Actions;
import dev.firn.cli.command.Command;
import dev.firn.cli.command.Words;
import dev.firn.cli.console.Console;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.enter.RunRequest;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `firn run result -- COMMAND`.
public final class RunCommand implements Command {

    private static final String RESULT = "result";

    @Override
    public String summary() {
        return "Run a command on the last result, at the path where it was built.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("0..*")
                        .arity("0..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .paramLabel("result -- COMMAND")
                        .hideParamSyntax(true)
                        .description("The command and its arguments.")
                        .build());
        spec.parser().stopAtPositional(true);
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException, InterruptedException {
        List<String> typed = new ArrayList<>(words.positional());
        if (typed.size() > 1 && typed.get(1).equals("--")) {
            typed.remove(1);
        } else if (typed.size() > 1 && typed.get(1).startsWith("-")) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "a command cannot begin with " + typed.get(1),
                    "what comes after 'result' is the command",
                    "firn run [OPTION...] result -- COMMAND");
        }
        if (typed.isEmpty() || !typed.get(0).equals(RESULT)) {
            throw usage("firn runs commands on the result only");
        }
        if (typed.size() == 1) {
            throw usage("there is no command to run");
        }
        return actions.entrances().run(new RunRequest(settings, typed.subList(1, typed.size())));
    }

    private static Problem usage(String what) {
        return new Problem(Problem.Kind.USAGE, what, "", "firn run result -- COMMAND");
    }
}
