package dev.firn.cli.command;

import dev.firn.limit.Limits;
import dev.firn.problem.Problem;
import java.util.Locale;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;

/// The options that limit what a build may use.
final class LimitWords {

    private static final String TIMEOUT = "--timeout";
    private static final String SILENCE = "--max-silent-time";
    private static final String LOG = "--max-log-size";
    private static final String MEMORY = "--memory";
    private static final String PROCESSES = "--max-processes";

    private static final String UNITS = "kmgt";

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
                number(words, TIMEOUT, false),
                number(words, SILENCE, false),
                number(words, LOG, true),
                number(words, MEMORY, true),
                number(words, PROCESSES, false));
    }

    /// @param size whether it may have a unit: K, M, G or T, each 1024 of the one before
    private static OptionalLong number(Words words, String option, boolean size) {
        if (!words.has(option)) {
            return OptionalLong.empty();
        }
        String word = words.one(option).orElse("");
        String digits = word;
        int unit = word.isEmpty() ? -1 : UNITS.indexOf(last(word));
        if (size && unit >= 0) {
            digits = word.substring(0, word.length() - 1);
        }
        if (!digits.matches("[0-9]{1,18}")) {
            throw wrong(option, word, size);
        }
        try {
            long factor = size && unit >= 0 ? 1L << (10 * (unit + 1)) : 1;
            return OptionalLong.of(Math.multiplyExact(Long.parseLong(digits), factor));
        } catch (ArithmeticException e) {
            throw wrong(option, word, size);
        }
    }

    private static char last(String word) {
        return word.toLowerCase(Locale.ROOT).charAt(word.length() - 1);
    }

    private static Problem wrong(String option, String word, boolean size) {
        return new Problem(
                Problem.Kind.USAGE,
                option + " cannot be '" + word + "'",
                size
                        ? "it takes a number of bytes, which may end in K, M, G or T; 0 for no limit"
                        : "it takes a whole number; 0 for no limit",
                "firn help build");
    }
}
