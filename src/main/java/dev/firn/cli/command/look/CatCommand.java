package dev.firn.cli.command.look;

import dev.firn.cli.action.Actions;
import dev.firn.cli.action.Looks;
import dev.firn.cli.command.BuildWord;
import dev.firn.cli.command.Command;
import dev.firn.cli.command.ExitCode;
import dev.firn.cli.command.Words;
import dev.firn.cli.console.Console;
import dev.firn.cli.report.tree.ByteLines;
import dev.firn.cli.report.tree.TerminalCopy;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.look.CatRequest;
import dev.firn.cli.request.look.CatRequest.FileName;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/// `firn cat STEP:PATH...`: the exact bytes for a program, text that is safe to show for a person.
public final class CatCommand implements Command {

    @Override
    public String summary() {
        return "Print files as they were at a step.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addPositional(
                Words.several(
                        "STEP:PATH...",
                        """
                        As in buildPhase:config.log or buildPhase@before:/build/x. A PATH is
                        absolute, or relative to the directory that the build's shell was in."""));
        BuildWord.describe(spec);
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException {
        List<FileName> names = new ArrayList<>();
        for (String word : words.positional()) {
            names.add(name(word));
        }
        if (names.isEmpty()) {
            throw new Problem(Problem.Kind.USAGE, "no file was named", "", "firn cat STEP:PATH");
        }
        actions.looks().cat(new CatRequest(settings, BuildWord.of(words), names), reader(console));
        return ExitCode.OK.status();
    }

    private static FileName name(String word) {
        int colon = word.indexOf(':');
        if (colon <= 0 || colon == word.length() - 1) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    word + " does not name a file of a step",
                    "a step and a path are put together by a colon",
                    "firn cat STEP:PATH");
        }
        return new FileName(word.substring(0, colon), word.substring(colon + 1));
    }

    private static Looks.Reader reader(Console console) {
        if (!console.outIsTerminal()) {
            return (name, content) -> {
                content.transferTo(console.resultBytes());
                console.resultBytes().flush();
            };
        }
        ByteLines lines = new ByteLines(console);
        return (name, content) -> TerminalCopy.of(name.step() + ':' + name.path(), content, lines);
    }
}
