package dev.firn.cli.command;

import dev.firn.gc.Amount;
import dev.firn.limit.Limits;
import dev.firn.problem.Problem;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;

/// The options that limit what a build may use.
final class LimitWords {

    private static final String TIMEOUT = "--timeout";
    private static final String SILENCE = "--max-silent-time";
    private static final String LOG = "--max-log-size";
    private static final String MEMORY = "--memory";
    private static final String PROCESSES = "--max-processes";

    private LimitWords() {}

    static void describe(CommandSpec spec) {
        spec.addOption(
                Words.value("SECONDS", "End the build when its steps run for longer.", TIMEOUT));
        spec.addOption(
                Words.value("SECONDS", "End it when a step writes nothing for so long.", SILENCE));
        spec.addOption(Words.value("SIZE", "End it when its steps write more than this.", LOG));
        spec.addOption(
                Words.value("SIZE", "Memory for all its processes together: 500M, 4G.", MEMORY));
        spec.addOption(Words.value("N", "How many processes and threads there may be.", PROCESSES));
    }

    static Limits limits(Words words) {
        return new Limits(
                number(words, TIMEOUT),
                number(words, SILENCE),
                size(words, LOG),
                size(words, MEMORY),
                number(words, PROCESSES));
    }

    private static OptionalLong size(Words words, String option) {
        Optional<String> word = words.one(option);
        return word.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Amount.size(option, word.get()));
    }

    private static OptionalLong number(Words words, String option) {
        Optional<String> word = words.one(option);
        if (word.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!word.get().matches("[0-9]{1,18}")) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    option + " is a whole number",
                    "not '" + word.get() + "'",
                    "firn help build; 0 is no limit");
        }
        return OptionalLong.of(Long.parseLong(word.get()));
    }
}
