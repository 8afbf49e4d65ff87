package dev.firn.cli.console;

import dev.firn.build.BuildEvent;
import dev.firn.build.BuildEvent.StepFinished;
import java.util.List;
import java.util.Optional;

/// One line for each thing that happens; nothing is redrawn.
public final class PlainView implements BuildView {

    private final Console console;
    private final boolean logs;
    private Optional<LogLines> running = Optional.empty();

    /// @param logs also show every line of every log, with its step in front
    public PlainView(Console console, boolean logs) {
        this.console = console;
        this.logs = logs;
    }

    @Override
    public void accept(BuildEvent event) {
        switch (event) {
            case BuildEvent.Evaluating(String installable) ->
                    console.tell("evaluating " + Text.safe(installable));
            case BuildEvent.EvaluationMessage(String line) -> console.tell(Text.safe(line));
            case BuildEvent.Realising(String line) -> {
                LogLines lines = new LogLines(0, it -> console.tell("inputs> " + it));
                lines.append(Text.bytes(line) + "\n");
            }
            case BuildEvent.Planned planned -> {
                int count = planned.steps().size();
                String steps = count == 1 ? " in one step" : " in " + count + " steps";
                console.tell("building " + Text.safe(planned.derivation()) + steps);
            }
            case BuildEvent.StepStarted started -> {
                console.tell(Text.safe(started.step()) + ": running" + reason(started.reason()));
                running = logs ? Optional.of(streamed(started.step())) : Optional.empty();
            }
            case BuildEvent.StepOutput output -> {
                if (running.isPresent()) {
                    running.get().append(output.bytes());
                }
            }
            case StepFinished finished -> {
                if (running.isPresent()) {
                    running.get().end();
                    running = Optional.empty();
                }
                console.tell(Text.safe(finished.step()) + ": " + outcome(finished));
            }
            case BuildEvent.Forced(List<String> ignored) -> {
                for (String line : ForcedText.lines(ignored)) {
                    console.tell(Text.safe(line));
                }
            }
            case BuildEvent.Note(String text) -> console.tell("note: " + Text.safe(text));
            case BuildEvent.ShellOpens(String where) ->
                    console.tell("shell at " + Text.safe(where));
            case BuildEvent.ShellCloses _,
                    BuildEvent.Built _,
                    BuildEvent.Timing _,
                    BuildEvent.Recorded _ -> {}
        }
    }

    private LogLines streamed(String step) {
        String prefix = Text.safe(step) + "> ";
        return new LogLines(0, line -> console.tell(prefix + line));
    }

    private static String outcome(StepFinished finished) {
        String time = Amounts.time(finished.duration());
        String size = Amounts.size(finished.size());
        return switch (finished.outcome()) {
            case CACHED -> "cached (" + size + ", took " + time + ")" + reason(finished.detail());
            case DONE -> "done (" + size + ", took " + time + ")" + reason(finished.detail());
            case FAILED -> "failed after " + time + reason(finished.detail());
            case SKIPPED -> "skipped" + reason(finished.detail());
            case JOINED -> "joined" + reason(finished.detail());
        };
    }

    private static String reason(String text) {
        return text.isEmpty() ? "" : ": " + Text.safe(text);
    }

    @Override
    public void close() {
        if (running.isPresent()) {
            running.get().end();
        }
    }
}
