package dev.firn.build.step;

import dev.firn.bash.ShellState;
import dev.firn.limit.Mishap;
import java.util.List;
import java.util.Optional;

/// How the process of a step came to a stop.
public sealed interface StepEnd {

    /// The step succeeded, its process is gone, and another one can go on from this state.
    record Boundary(ShellState state) implements StepEnd {}

    /// The step succeeded, and its shell waits to be told how to go on.
    ///
    /// @param obstacles why no other process could go on; empty when it was told to wait
    record Paused(ShellState state, List<String> obstacles) implements StepEnd {
        public Paused {
            obstacles = List.copyOf(obstacles);
        }
    }

    /// The step ended the build by itself (`exit 0`), whatever comes after it.
    ///
    /// @param state at that point, if the shell could still write it down
    record Quit(Optional<ShellState> state) implements StepEnd {}

    /// The step failed.
    ///
    /// @param how one line, such as `exit code 2`
    /// @param code of the exit; 128 and its number when a signal ended it
    /// @param command that failed, bytes; empty when it is not known
    /// @param state at the point of failure, if the shell could still write it down
    record Failed(String how, int code, String command, Optional<ShellState> state)
            implements StepEnd {

        /// Whether a signal has ended it, or what it ran last.
        public boolean bySignal() {
            return Interference.isSignal(code);
        }
    }

    /// Something came between the step and its own end.
    ///
    /// @param command that ran when it failed, bytes; empty when it is not known
    /// @param state then, if the shell could still write it down
    record Spoiled(Mishap mishap, String command, Optional<ShellState> state) implements StepEnd {}
}
