package dev.firn.cli.command.enter;

import dev.firn.cli.command.Words;
import dev.firn.cli.request.enter.Brought;
import dev.firn.history.Side;
import dev.firn.problem.Problem;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// The words that say which state is entered, and with what.
final class StateWords {

    private StateWords() {}

    static void describe(CommandSpec spec) {
        spec.addOption(Words.flag("The state before the step.", "--before"));
        spec.addOption(Words.flag("The state after the step.", "--after"));
        spec.addOption(Words.value("BUILD", "Of which build: its id, or its package.", "--build"));
        spec.addOption(
                Words.values(
                        "1",
                        "TOOL",
                        "Programs to bring along: a flake reference, a .drv or a store path.",
                        "--with"));
        spec.addOption(Words.flag("Give it the network of this machine.", "--network"));
    }

    static Brought brought(Words words) {
        return new Brought(words.all("--with"), words.has("--network"));
    }

    /// The state that is named, with its side.
    static Optional<String> step(Words words, Optional<String> typed) {
        if (words.has("--before") && words.has("--after")) {
            throw new Problem(
                    Problem.Kind.USAGE, "--before and --after contradict each other", "", "");
        }
        Optional<Side> side =
                words.has("--before")
                        ? Optional.of(Side.BEFORE)
                        : words.has("--after") ? Optional.of(Side.AFTER) : Optional.empty();
        if (side.isEmpty()) {
            return typed;
        }
        String option = "--" + side.get().word();
        if (typed.isEmpty()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    option + " needs a step",
                    "",
                    words.parsed().commandSpec().name() + " STEP " + option);
        }
        if (typed.get().indexOf('@') >= 0) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    option + " and " + typed.get() + " both name a side",
                    "",
                    "");
        }
        return Optional.of(typed.get() + '@' + side.get().word());
    }
}
