package dev.firn.cli.command;

import dev.firn.problem.Problem;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// The word that names one step, the same in every command that takes one.
public final class StepWord {

    private StepWord() {}

    public static void describe(CommandSpec spec, String description) {
        spec.addPositional(Words.positionals("STEP", description));
    }

    /// @param command to be typed with one step
    public static Optional<String> of(Words words, String command) {
        List<String> typed = words.positional();
        if (typed.size() > 1) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "one step at a time",
                    "not " + String.join(" ", typed),
                    command + " " + typed.get(0));
        }
        return typed.isEmpty() ? Optional.empty() : Optional.of(typed.get(0));
    }
}
