package dev.firn.cli.command.look;

import dev.firn.cli.action.Actions;
import dev.firn.cli.command.BuildWord;
import dev.firn.cli.command.Command;
import dev.firn.cli.command.ExitCode;
import dev.firn.cli.command.StepWord;
import dev.firn.cli.command.Words;
import dev.firn.cli.console.Console;
import dev.firn.cli.console.LogLines;
import dev.firn.cli.console.Paint;
import dev.firn.cli.console.Text;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.look.FollowRequest;
import dev.firn.cli.request.look.LogRequest;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/// `firn log [STEP]`: lines that are safe to show, with colours where there are colours.
public final class LogCommand implements Command {

    @Override
    public String summary() {
        return "Print the log of a step of a build, or of all its steps.";
    }

    @Override
    public void describe(CommandSpec spec) {
        StepWord.describe(spec, "Whose log; of all steps when none is named.");
        BuildWord.describe(spec);
        spec.addOption(
                Words.flag(
                        "Print what a running build prints, from STEP or where it is, to its end.",
                        "-f",
                        "--follow"));
        spec.addOption(Words.flag("Print the exact bytes, colours and all.", "--raw"));
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException, InterruptedException {
        if (words.has("--follow") && BuildWord.of(words).isPresent()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "--follow is for the build that runs",
                    "--build names one that has ended",
                    "firn log --follow");
        }
        if (words.has("--raw")) {
            print(words, settings, actions, console, console.resultBytes());
            console.resultBytes().flush();
        } else {
            Shown shown = new Shown(console);
            print(words, settings, actions, console, shown);
            shown.end();
        }
        return ExitCode.OK.status();
    }

    private static void print(
            Words words, Settings settings, Actions actions, Console console, OutputStream out)
            throws IOException, InterruptedException {
        Optional<String> step = StepWord.of(words, "firn log");
        if (words.has("--follow")) {
            Consumer<String> notes = line -> console.tell(Text.safe(line));
            actions.looks().follow(new FollowRequest(settings, step), out, notes);
        } else {
            actions.looks().log(new LogRequest(settings, BuildWord.of(words), step), out);
        }
    }

    /// Shows bytes as safe lines, each when it is complete.
    private static final class Shown extends OutputStream {

        private final Console console;
        private final StringBuilder lines = new StringBuilder();
        private final LogLines log;

        Shown(Console console) {
            this.console = console;
            Consumer<String> complete = line -> lines.append(line).append('\n');
            log =
                    console.outPaint() == Paint.COLOURED
                            ? LogLines.withColours(complete)
                            : new LogLines(0, complete);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            log.append(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
            print();
        }

        void end() throws IOException {
            log.end();
            print();
        }

        private void print() throws IOException {
            console.resultBytes().write(lines.toString().getBytes(StandardCharsets.UTF_8));
            console.resultBytes().flush();
            lines.setLength(0);
        }
    }
}
