package dev.firn.build.visit;

import java.util.List;

/// What somebody enters a state for.
public sealed interface Errand {

    /// A shell, for a person at a terminal or for commands from a pipe.
    ///
    /// @param pausing whether a build waits for it; plain `exit` at a terminal then means 0
    record Shell(boolean pausing) implements Errand {}

    /// One command, which can be a function of the build's shell.
    record Command(List<String> words) implements Errand {
        public Command {
            words = List.copyOf(words);
        }
    }

    /// One program, found on a search path, in the environment that the builder was given.
    ///
    /// @param path the search path
    record Plain(List<String> words, String path) implements Errand {
        public Plain {
            words = List.copyOf(words);
        }
    }
}
