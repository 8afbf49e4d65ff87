package dev.firn.cli.command;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// What was typed after a command, parsed.
public record Words(ParseResult parsed) {

    public boolean has(String option) {
        return parsed.hasMatchedOption(option);
    }

    public Optional<String> one(String option) {
        return Optional.ofNullable(parsed.<String>matchedOptionValue(option, null));
    }

    /// Every value of an option that may be repeated or takes several values.
    List<String> all(String option) {
        OptionSpec matched = parsed.matchedOption(option);
        return matched == null ? List.of() : matched.originalStringValues();
    }

    List<String> positional() {
        return parsed.hasMatchedPositional(0)
                ? parsed.matchedPositional(0).originalStringValues()
                : List.of();
    }

    /// Options that take no value.
    public static OptionSpec flag(String description, String... names) {
        return OptionSpec.builder(names)
                .arity("0")
                .type(boolean.class)
                .description(description)
                .build();
    }

    /// Options with one value.
    public static OptionSpec value(String label, String description, String... names) {
        return OptionSpec.builder(names)
                .arity("1")
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    /// Options that may be repeated, with one or more values each time.
    static OptionSpec values(String arity, String label, String description, String... names) {
        return OptionSpec.builder(names)
                .arity(arity)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label)
                .hideParamSyntax(true)
                .description(description)
                .build();
    }
}
