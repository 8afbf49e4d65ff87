package dev.firn.cli;

import dev.firn.cli.action.Actions;
import dev.firn.cli.command.CompletionCommand;
import dev.firn.cli.console.Text;
import dev.firn.cli.request.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What may come next on a command line, for the scripts that `firn completion` prints. What a
/// command says of its options and words decides: their labels stand for kinds of words.
///
/// The answer is a line for each candidate, with a tab before its description if it has one;
/// `:files` and `:directories` leave it to the shell to add these.
final class Completion {

    /// The command that asks for it. It is not listed.
    static final String WORD = "__complete";

    private static final String DASHES = "--";

    /// The commands that take a side of a step; of the others only `--break` does.
    private static final Set<CommandName> SIDED =
            Set.of(
                    CommandName.SHELL,
                    CommandName.RUN,
                    CommandName.MOUNT,
                    CommandName.FILES,
                    CommandName.CAT,
                    CommandName.DIFF,
                    CommandName.CHECKOUT,
                    CommandName.PIN,
                    CommandName.UNPIN);

    private final List<String> before;
    private final String word;
    private final Past past;
    private final StatePaths paths;

    /// @param words after the name of the program; the last one is yet to be completed
    Completion(List<String> words, Actions actions) {
        this.before = words.isEmpty() ? List.of() : words.subList(0, words.size() - 1);
        this.word = words.isEmpty() ? "" : words.getLast();
        Settings settings = new Settings(Optional.ofNullable(last("--cache")), false);
        Optional<String> build = Optional.ofNullable(last("--build"));
        this.past = new Past(actions.looks(), settings, build);
        this.paths = new StatePaths(actions.looks(), settings, build);
    }

    /// The value that an option was given last, wherever it stands.
    private @Nullable String last(String option) {
        for (int i = before.size() - 1; i >= 0; i--) {
            if (before.get(i).startsWith(option + "=")) {
                return before.get(i).substring(option.length() + 1);
            }
            if (before.get(i).equals(option) && i + 1 < before.size()) {
                return before.get(i + 1);
            }
        }
        return null;
    }

    List<String> lines() throws IOException {
        int at = Invocation.commandIndex(before);
        if (at >= 0) {
            List<String> rest = before.subList(at + 1, before.size());
            if (before.get(at).equals("help")) {
                return commands();
            }
            Optional<CommandName> name = CommandName.of(before.get(at));
            return name.isEmpty() ? List.of() : after(name.get(), rest);
        }
        CommandSpec any = new Grammar(CommandName.DOCTOR).spec();
        Optional<OptionSpec> open = open(any, before);
        if (open.isPresent()) {
            return values(open.get().paramLabel(), word, false);
        }
        return word.startsWith("-")
                ? matching(List.of("--cache", "--color", "--help", "--version"))
                : commands();
    }

    private List<String> commands() {
        List<String> lines = new ArrayList<>();
        for (CommandName name : CommandName.values()) {
            if (name.word().startsWith(word)) {
                lines.add(line(name.word(), name.command().summary()));
            }
        }
        lines.addAll(matching(List.of("help")));
        return lines;
    }

    private List<String> after(CommandName name, List<String> typed) throws IOException {
        CommandSpec spec = new Grammar(name).spec();
        boolean sided = SIDED.contains(name);
        if (typed.contains(DASHES)) {
            return name == CommandName.RUN ? List.of(":files") : List.of();
        }
        Optional<OptionSpec> open = open(spec, typed);
        if (open.isPresent()) {
            return values(open.get().paramLabel(), word, sided || takesSide(open.get()));
        }
        if (!word.startsWith("-")) {
            return positional(spec, place(spec, typed), sided);
        }
        int equals = word.indexOf('=');
        OptionSpec option = equals < 0 ? null : spec.optionsMap().get(word.substring(0, equals));
        if (option == null) {
            return options(spec);
        }
        List<String> lines = new ArrayList<>();
        String value = word.substring(equals + 1);
        for (String line : values(option.paramLabel(), value, sided || takesSide(option))) {
            lines.add(line.startsWith(":") ? line : word.substring(0, equals + 1) + line);
        }
        return lines;
    }

    private static boolean takesSide(OptionSpec option) {
        return option.names()[0].equals("--break");
    }

    private List<String> options(CommandSpec spec) {
        List<String> lines = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            for (String name : option.names()) {
                if (name.startsWith(word)) {
                    lines.add(line(name, option.description()[0]));
                }
            }
        }
        return lines;
    }

    /// The option that waits for its value.
    private static Optional<OptionSpec> open(CommandSpec spec, List<String> typed) {
        int wanted = 0;
        OptionSpec last = null;
        for (String each : typed) {
            if (wanted > 0) {
                wanted--;
            } else {
                last = spec.optionsMap().get(each);
                wanted = last == null ? 0 : last.arity().max();
            }
        }
        return wanted > 0 ? Optional.ofNullable(last) : Optional.empty();
    }

    /// How many words that belong to no option come before.
    private static int place(CommandSpec spec, List<String> typed) {
        int count = 0;
        int values = 0;
        for (String each : typed) {
            if (values > 0) {
                values--;
            } else if (each.startsWith("-")) {
                OptionSpec option = spec.optionsMap().get(each);
                values = option == null ? 0 : option.arity().max();
            } else {
                count++;
            }
        }
        return count;
    }

    /// A label as `STEP DIR [PATH...]` names one word after the other, the last one any number.
    private List<String> positional(CommandSpec spec, int place, boolean sided) throws IOException {
        List<String> labels = new ArrayList<>();
        for (PositionalParamSpec each : spec.positionalParameters()) {
            for (String label : each.paramLabel().replaceAll("[\\[\\]]|\\.\\.\\.", "").split(" ")) {
                if (label.equals(DASHES)) {
                    break;
                }
                labels.add(label);
            }
        }
        // Paths in a state are not those of the machine.
        return place >= labels.size() || labels.get(place).equals("PATH")
                ? List.of()
                : values(labels.get(place), word, sided);
    }

    private List<String> values(String label, String value, boolean sided) throws IOException {
        return switch (label) {
            case "STEP", "A", "B" -> past.steps(value, sided);
            case "STEP:PATH" ->
                    value.contains(":") ? paths.lines(value) : past.steps(value, ":", sided);
            case "VAR=STEP" -> scoped(value);
            case "STEP|result" -> {
                List<String> lines = new ArrayList<>(past.steps(value, sided));
                lines.addAll(matching(List.of("result")));
                yield lines;
            }
            case "BUILD" -> past.builds(value);
            case "PACKAGE" -> past.packages(value);
            case "WHEN" -> matching(value, List.of("auto", "always", "never"));
            case "SHELL" -> matching(value, CompletionCommand.SHELLS);
            case "DIR", "DIR|STEP" -> List.of(":directories");
            case "FILE", "LINK", "PATH", "INSTALLABLE", "TOOL" -> List.of(":files");
            default -> List.of();
        };
    }

    private List<String> scoped(String value) throws IOException {
        int equals = value.indexOf('=');
        List<String> lines = new ArrayList<>();
        if (equals >= 0) {
            for (String line : past.steps(value.substring(equals + 1), false)) {
                lines.add(value.substring(0, equals + 1) + line);
            }
        }
        return lines;
    }

    private List<String> matching(List<String> words) {
        return matching(word, words);
    }

    private static List<String> matching(String beginning, List<String> words) {
        return words.stream().filter(each -> each.startsWith(beginning)).toList();
    }

    static String line(String text, String description) {
        String first = description.lines().findFirst().orElse("");
        return Text.safe(text) + '\t' + Text.safe(first);
    }
}
