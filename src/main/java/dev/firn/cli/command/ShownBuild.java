package dev.firn.cli.command;

import dev.firn.build.BuildEvent;
import dev.firn.build.BuildEvent.Result;
import dev.firn.build.BuildEvent.StepFinished;
import dev.firn.cli.console.BuildView;
import dev.firn.cli.console.Console;
import dev.firn.cli.console.ForcedText;
import dev.firn.cli.report.FailureReport;
import dev.firn.cli.report.JsonReport;
import dev.firn.cli.report.TimingTable;
import dev.firn.cli.report.Transcript;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// A build as people see it, and what it comes to.
///
/// @param logs show every line of every log
/// @param json the result is one JSON object
/// @param timings show where firn's own time went
/// @param partial whether the build is to stop before its end
public record ShownBuild(boolean logs, boolean json, boolean timings, boolean partial) {

    /// Builds, and tells what happens.
    public interface Running {
        void run(Consumer<BuildEvent> events) throws IOException, InterruptedException;
    }

    /// @return the exit status
    public int run(Running build, Console console) throws IOException, InterruptedException {
        long start = console.screen().nanoTime();
        Transcript transcript = new Transcript();
        try (BuildView view = BuildView.on(console, logs)) {
            Object lock = new Object();
            build.run(
                    event -> {
                        synchronized (lock) {
                            transcript.accept(event);
                            view.accept(event);
                        }
                    });
        }
        Optional<StepFinished> failure = transcript.failure();
        if (failure.isPresent()) {
            console.tell(FailureReport.of(transcript, failure.get(), console.errPaint()));
        }
        if (timings) {
            Duration total = Duration.ofNanos(console.screen().nanoTime() - start);
            console.tell(TimingTable.of(transcript, total));
        }
        if (transcript.isForced() && failure.isEmpty()) {
            console.tell(ForcedText.end(partial));
        }
        if (json) {
            console.json(JsonReport.of(transcript));
        } else {
            for (Result result : transcript.results()) {
                console.result(result.path());
            }
        }
        return (failure.isPresent() ? ExitCode.FAILED : ExitCode.OK).status();
    }
}
