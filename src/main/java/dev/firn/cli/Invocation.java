package dev.firn.cli;

import dev.firn.cli.action.Actions;
import dev.firn.cli.command.BuildWord;
import dev.firn.cli.command.ExitCode;
import dev.firn.cli.command.Words;
import dev.firn.cli.console.Console;
import dev.firn.cli.console.Paint;
import dev.firn.cli.request.Settings;
import dev.firn.problem.Problem;
import dev.firn.problem.Suggestion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One run of firn from the command line: words in, exit status out.
public final class Invocation {

    /// The version of firn; a test holds it to the one in `pom.xml`.
    public static final String VERSION = "0.1.0";

    private final Actions actions;
    private final List<String> args;
    private final Console console;

    /// @param surroundings where output goes and who looks at it
    public Invocation(List<String> args, Surroundings surroundings, Actions actions) {
        this.args = List.copyOf(args);
        this.actions = actions;
        String noColor = surroundings.environment().getOrDefault("NO_COLOR", "");
        String color = color(args);
        this.console =
                new Console(
                        surroundings.out(),
                        surroundings.err(),
                        surroundings.outIsTerminal(),
                        surroundings.screen(),
                        Paint.chosen(color, surroundings.outIsTerminal(), noColor),
                        Paint.chosen(color, surroundings.screen().terminal(), noColor));
    }

    /// Does what was asked. Whatever happens is told to the user here; nothing is thrown.
    ///
    /// @return the exit status
    public int run() {
        try {
            return dispatch();
        } catch (Exception
                | StackOverflowError
                | OutOfMemoryError
                | AssertionError
                | LinkageError e) {
            return new Complaint(console, verbose(args)).about(e).status();
        }
    }

    private int dispatch() throws IOException, InterruptedException {
        if (!args.isEmpty() && args.getFirst().equals(Completion.WORD)) {
            return complete();
        }
        int at = commandIndex(args);
        if (at < 0) {
            return withoutCommand(args);
        }
        String word = args.get(at);
        List<String> rest = new ArrayList<>(args.subList(0, at));
        rest.addAll(args.subList(at + 1, args.size()));
        if (word.equals("help")) {
            return help(rest);
        }
        CommandName name = CommandName.of(word).orElseThrow(() -> unknown(word));
        Grammar grammar = new Grammar(name);
        Words words = grammar.parse(rest);
        if (words.has("-h")) {
            console.result(grammar.help());
            return ExitCode.OK.status();
        }
        Settings settings = new Settings(words.one("--cache"), words.has("-v"));
        boolean ofTheLast = grammar.takes(BuildWord.OPTION) && BuildWord.of(words).isEmpty();
        boolean follows = name == CommandName.LOG && words.has("--follow");
        if (ofTheLast && !follows && actions.looks().areBehind(settings)) {
            console.tell("note: a build is running, see firn log -f; this is of the one before it");
        }
        return grammar.command().run(words, settings, actions, console);
    }

    /// Somebody is typing: whatever goes wrong is not worth a word.
    private int complete() throws IOException {
        List<String> lines;
        try {
            lines = new Completion(args.subList(1, args.size()), actions).lines();
        } catch (IOException | RuntimeException e) {
            lines = List.of();
        }
        for (String line : lines) {
            console.result(line);
        }
        return ExitCode.OK.status();
    }

    private int withoutCommand(List<String> args) throws IOException {
        if (args.contains("--version") || args.contains("-V")) {
            console.result("firn " + VERSION);
            return ExitCode.OK.status();
        }
        if (args.contains("--help") || args.contains("-h")) {
            return help(List.of());
        }
        if (args.isEmpty()) {
            console.tell(Help.overview());
            return ExitCode.USAGE.status();
        }
        throw new Problem(Problem.Kind.USAGE, "no command was given", "", "firn help");
    }

    private int help(List<String> topic) throws IOException {
        if (topic.isEmpty()) {
            for (String line : Help.overview()) {
                console.result(line);
            }
        } else {
            String word = topic.get(0);
            CommandName name = CommandName.of(word).orElseThrow(() -> unknown(word));
            console.result(new Grammar(name).help());
        }
        return ExitCode.OK.status();
    }

    /// Where the command is: the first word that is neither an option nor the value of one.
    static int commandIndex(List<String> args) {
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            if (arg.equals("--cache") || arg.equals("--color")) {
                i++;
            } else if (!arg.startsWith("-")) {
                return i;
            }
        }
        return -1;
    }

    /// What `--color` says, looked up before anything is parsed so that mistakes are shown in the
    /// right colours too.
    private static String color(List<String> args) {
        for (int i = 0; i < args.size() && !args.get(i).equals("--"); i++) {
            if (args.get(i).startsWith("--color=")) {
                return args.get(i).substring("--color=".length());
            }
            if (args.get(i).equals("--color") && i + 1 < args.size()) {
                return args.get(i + 1);
            }
        }
        return "auto";
    }

    private static boolean verbose(List<String> args) {
        int end = args.indexOf("--");
        List<String> own = end < 0 ? args : args.subList(0, end);
        return own.contains("-v") || own.contains("--verbose");
    }

    private static Problem unknown(String word) {
        Optional<String> meant = Suggestion.of(word, CommandName.words());
        boolean installable = word.indexOf('#') >= 0 || word.endsWith(".drv");
        String fix =
                installable
                        ? "firn build " + word
                        : meant.isPresent() ? "firn " + meant.get() : "firn help";
        return new Problem(
                Problem.Kind.USAGE,
                "there is no command " + word,
                meant.isPresent() ? "did you mean " + meant.get() + "?" : "",
                fix);
    }
}
