package dev.firn.build;

import dev.firn.cache.BuildRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Something that happened in a build, told while it happens, in order. What people see of a
/// build is made from these alone.
///
/// Names and texts are for people. Only [StepOutput] carries bytes as they came from the step.
public sealed interface BuildEvent {

    /// How a step ended.
    enum Outcome {
        /// Its layer was in the cache.
        CACHED,
        /// It ran and succeeded.
        DONE,
        /// It ran and failed.
        FAILED,
        /// The builder itself skips it.
        SKIPPED,
        /// It ran in the process of the step before it, because no boundary could be drawn.
        JOINED
    }

    /// Nix is turning what the user named into a derivation.
    ///
    /// @param installable what is evaluated, as the user would write it
    record Evaluating(String installable) implements BuildEvent {}

    /// Nix says something about the evaluation: a trace, a warning, its error.
    ///
    /// @param line to be shown as it is
    record EvaluationMessage(String line) implements BuildEvent {}

    /// Nix is building or fetching inputs.
    ///
    /// @param line one line of Nix's progress
    record Realising(String line) implements BuildEvent {}

    /// The steps are known.
    ///
    /// @param derivation the name of what is built, such as `hello-2.12`
    /// @param steps every step in order, also those that will be skipped
    record Planned(String derivation, List<String> steps) implements BuildEvent {
        public Planned {
            steps = List.copyOf(steps);
        }
    }

    /// A step begins to run. A cached or skipped step only finishes.
    ///
    /// @param reason why it runs, one line; may be empty
    record StepStarted(String step, String reason) implements BuildEvent {}

    /// What a running step wrote to its terminal.
    ///
    /// @param bytes one char for each byte; cut anywhere, also inside a line or a character
    record StepOutput(String step, String bytes) implements BuildEvent {}

    /// A step ended.
    ///
    /// @param detail one line that goes with the outcome: how it failed (`exit code 2`), why it
    ///     is skipped, or what it was joined to and why; may be empty
    /// @param duration how long it ran; for a cached step, how long it ran when it was built
    /// @param size bytes of the files that its layer holds
    record StepFinished(String step, Outcome outcome, String detail, Duration duration, long size)
            implements BuildEvent {}

    /// The build succeeded.
    record Built(List<Result> results) implements BuildEvent {
        public Built {
            results = List.copyOf(results);
        }
    }

    /// The build can be found in its history from now on; told again when more is known of it.
    record Recorded(BuildRecord build) implements BuildEvent {}

    /// Layers were reused although their keys did not match, because the user said so.
    ///
    /// @param ignored what has changed since they were made, one line each
    record Forced(List<String> ignored) implements BuildEvent {
        public Forced {
            ignored = List.copyOf(ignored);
        }
    }

    /// The build stops, and somebody has the terminal to himself until [ShellCloses].
    ///
    /// @param where as in `hello buildPhase@before`
    record ShellOpens(String where) implements BuildEvent {}

    /// The build has the terminal again.
    record ShellCloses() implements BuildEvent {}

    /// Something the user should know, one line.
    record Note(String text) implements BuildEvent {}

    /// How long a part of firn's own work took. Parts follow each other; they do not overlap.
    record Timing(String part, Duration duration) implements BuildEvent {}

    /// One output of a build.
    ///
    /// @param output its name, such as `out`
    /// @param path its store path
    /// @param link the link that keeps it alive, if one was made
    record Result(String output, String path, Optional<String> link) {}
}
