package dev.firn.cli.command;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
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
    public List<String> all(String option) {
        OptionSpec matched = parsed.matchedOption(option);
        return matched == null ? List.of() : matched.originalStringValues();
    }

    public List<String> positional() {
        return parsed.hasMatchedPositional(0)
                ? parsed.matchedPositional(0).originalStringValues()
                : List.of();
    }

    /// What comes before `--`, without options.
    public List<String> beforeDashes() {
        List<String> all = positional();
        return all.subList(0, all.size() - afterDashes().size());
    }

    /// What comes after `--`.
    public List<String> afterDashes() {
        List<String> typed = parsed.originalArgs();
        int at = typed.indexOf("--");
        return at < 0 ? List.of() : typed.subList(at + 1, typed.size());
    }

    /// Any number of words that are no options.
    public static PositionalParamSpec several(String label, String description) {
        return Words.positionals(label, description);
    }

    /// All words that are no options, checked by the command itself.
    public static PositionalParamSpec positionals(String label, String description) {
        return PositionalParamSpec.builder()
                .index("0..*")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label)
                .hideParamSyntax(true)
                .description(description)
                .build();
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
    public static OptionSpec values(
            String arity, String label, String description, String... names) {
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
