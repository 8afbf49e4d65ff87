package dev.firn.cli.console;

import dev.firn.build.BuildEvent;
import dev.firn.build.BuildEvent.StepFinished;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A line for each step that has ended, and below them, redrawn, what is happening now with the
/// last lines it wrote.
public final class LiveView implements BuildView {

    private static final int TAIL = 5;

    private final Console console;
    private final LiveRegion region;
    private final Screen.Beat beat;
    private StepLine steps;
    private String doing = "";
    private String reason = "";
    private boolean step;
    private long since;
    private boolean away;
    private LogLines log = quiet();

    public LiveView(Console console) {
        this.console = console;
        this.region = new LiveRegion(console);
        this.steps = new StepLine(console.errPaint(), 0);
        this.beat = console.screen().every(this::redraw);
    }

    @Override
    public synchronized void accept(BuildEvent event) {
        switch (event) {
            case BuildEvent.Evaluating(String installable) ->
                    begin("evaluating " + Text.safe(installable), "", false);
            case BuildEvent.EvaluationMessage(String line) -> last(Text.safe(line));
            case BuildEvent.Realising(String line) -> {
                if (!doing.equals("inputs")) {
                    begin("inputs", "", false);
                }
                log.append(Text.bytes(line) + "\n");
            }
            case BuildEvent.Planned planned -> {
                end();
                steps = new StepLine(console.errPaint(), widest(planned.steps()));
                last(console.errPaint().bold(Text.cut(Text.safe(planned.derivation()), columns())));
            }
            case BuildEvent.StepStarted started -> begin(started.step(), started.reason(), true);
            case BuildEvent.StepOutput output -> log.append(output.bytes());
            case StepFinished finished -> {
                end();
                last(
                        steps.ended(
                                finished.step(),
                                finished.outcome(),
                                finished.detail(),
                                finished.duration(),
                                finished.size(),
                                columns()));
            }
            case BuildEvent.Forced(List<String> ignored) -> {
                for (String line : ForcedText.lines(ignored)) {
                    last(console.errPaint().yellow(Text.cut(Text.safe(line), columns())));
                }
            }
            case BuildEvent.Note(String text) ->
                    last(console.errPaint().yellow("note: ") + Text.safe(text));
            case BuildEvent.ShellOpens _ -> {
                end();
                redraw();
                away = true;
            }
            case BuildEvent.ShellCloses _ -> away = false;
            case BuildEvent.Built _, BuildEvent.Timing _, BuildEvent.Recorded _ -> {}
        }
    }

    private void begin(String what, String why, boolean isStep) {
        doing = what;
        reason = why;
        step = isStep;
        since = console.screen().nanoTime();
        log = quiet();
        redraw();
    }

    private void end() {
        doing = "";
        log = quiet();
    }

    private void last(String line) {
        region.draw(List.of(line), picture(), console.screen().size().columns());
    }

    private synchronized void redraw() {
        if (away) {
            return;
        }
        region.draw(List.of(), picture(), console.screen().size().columns());
    }

    private List<String> picture() {
        if (doing.isEmpty()) {
            return List.of();
        }
        Duration elapsed = Duration.ofNanos(console.screen().nanoTime() - since);
        int columns = columns();
        List<String> lines = new ArrayList<>();
        lines.add(
                step
                        ? steps.running(doing, reason, elapsed, columns)
                        : Text.cut(doing + "  " + Amounts.time(elapsed), columns));
        int room = Math.clamp(console.screen().size().rows() - 3L, 0, TAIL);
        for (String line : log.last(room)) {
            lines.add("  " + console.errPaint().dim(Text.cut(line, columns - 2)));
        }
        return lines;
    }

    /// One less than there are: a terminal may wrap when its last column is written.
    private int columns() {
        return Math.max(1, console.screen().size().columns() - 1);
    }

    private static int widest(List<String> names) {
        int widest = 0;
        for (String name : names) {
            widest = Math.max(widest, Text.width(Text.safe(name)));
        }
        return widest;
    }

    private static LogLines quiet() {
        return new LogLines(TAIL, line -> {});
    }

    @Override
    public void close() {
        beat.close();
        synchronized (this) {
            end();
            redraw();
        }
    }
}
