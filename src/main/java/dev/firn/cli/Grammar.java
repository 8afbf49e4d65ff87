package dev.firn.cli;

import dev.firn.cli.command.Command;
import dev.firn.cli.command.Words;
import dev.firn.problem.Problem;
import dev.firn.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What may be typed after a command.
final class Grammar {

    private final CommandName name;
    private final Command command;
    private final CommandSpec spec;

    Grammar(CommandName name) {
        this.name = name;
        this.command = name.command();
        this.spec = CommandSpec.create().name("firn " + name.word());
        command.describe(spec);
        spec.addOption(Words.value("DIR", "Where layers are kept (~/.cache/firn).", "--cache"));
        spec.addOption(Words.value("WHEN", "Colours: auto, always or never.", "--color"));
        spec.addOption(Words.flag("Say more when something goes wrong.", "-v", "--verbose"));
        spec.addOption(Words.flag("Show this help.", "-h", "--help"));
        spec.parser().allowOptionsAsOptionParameters(true);
    }

    Command command() {
        return command;
    }

    boolean takes(String option) {
        return spec.optionsMap().containsKey(option);
    }

    CommandSpec spec() {
        return spec;
    }

    Words parse(List<String> args) {
        try {
            CommandLine line = new CommandLine(spec).setOverwrittenOptionsAllowed(true);
            Words words = new Words(line.parseArgs(args.toArray(new String[0])));
            String color = words.one("--color").orElse("auto");
            if (!List.of("auto", "always", "never").contains(color)) {
                throw usage("--color is auto, always or never", "not " + color);
            }
            return words;
        } catch (UnmatchedArgumentException e) {
            throw unmatched(e.getUnmatched().get(0));
        } catch (MissingParameterException e) {
            throw e.getMissing().get(0) instanceof OptionSpec option
                    ? usage(option.names()[0] + " needs " + option.paramLabel(), "")
                    : usage(String.valueOf(e.getMessage()), "");
        } catch (ParameterException e) {
            throw usage(String.valueOf(e.getMessage()), "");
        }
    }

    String help() {
        return Help.of(spec, command.summary());
    }

    private Problem unmatched(String word) {
        if (!word.startsWith("-")) {
            return usage("firn " + name.word() + " takes no " + word, "");
        }
        String option = word.indexOf('=') < 0 ? word : word.substring(0, word.indexOf('='));
        List<String> known = new ArrayList<>();
        for (OptionSpec each : spec.options()) {
            known.addAll(List.of(each.names()));
        }
        Optional<String> meant = Suggestion.of(option, known);
        return usage(
                "firn " + name.word() + " has no option " + option,
                meant.isPresent() ? "did you mean " + meant.get() + "?" : "");
    }

    private Problem usage(String what, String why) {
        return new Problem(Problem.Kind.USAGE, what, why, "firn " + name.word() + " --help");
    }
}
