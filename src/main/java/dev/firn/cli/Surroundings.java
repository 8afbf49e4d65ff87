package dev.firn.cli;

import dev.firn.cli.console.OutputLost;
import dev.firn.cli.console.Screen;
import dev.firn.cli.console.TerminalScreen;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.Map;

/// The world as one run of firn sees it; passed in, so that tests can have their own.
///
/// @param out for results
/// @param err for people
/// @param outIsTerminal whether a person looks at `out`
/// @param screen what `err` is shown on
public record Surroundings(
        Map<String, String> environment,
        OutputStream out,
        OutputStream err,
        boolean outIsTerminal,
        Screen screen) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /// The world of this process.
    public static Surroundings ofProcess() {
        Map<String, String> environment = System.getenv();
        return new Surroundings(
                environment,
                OutputLost.noticed(new FileOutputStream(FileDescriptor.out)),
                new FileOutputStream(FileDescriptor.err),
                TerminalScreen.isTerminal(1),
                new TerminalScreen(environment));
    }
}
