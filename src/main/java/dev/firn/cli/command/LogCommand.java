package dev.firn.cli.command;

import dev.firn.cli.console.Console;
import dev.firn.cli.console.LogLines;
import dev.firn.cli.request.Actions;
import dev.firn.cli.request.LogRequest;
import dev.firn.cli.request.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `firn log [STEP]`: the exact bytes for a program, lines that are safe to show for a person.
final class LogCommand implements Command {

    @Override
    public String summary() {
        return "Print the log of a step of the last build, or of all its steps.";
    }

    @Override
    public void describe(CommandSpec spec) {
        StepWord.describe(spec, "Whose log; of all steps when none is named.");
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException {
        Optional<String> step = StepWord.of(words, "firn log");
        LogRequest request = new LogRequest(settings, step);
        if (console.outIsTerminal()) {
            Shown shown = new Shown(console);
            actions.log(request, shown);
            shown.end();
        } else {
            actions.log(request, console.resultBytes());
            console.resultBytes().flush();
        }
        return ExitCode.OK.status();
    }

    /// Shows bytes as safe lines.
    private static final class Shown extends OutputStream {

        private final Console console;
        private final StringBuilder lines = new StringBuilder();
        private final LogLines log = new LogLines(0, line -> lines.append(line).append('\n'));

        Shown(Console console) {
            this.console = console;
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
