package dev.firn.cli.command;

import dev.firn.cli.action.Actions;
import dev.firn.cli.console.Console;
import dev.firn.cli.request.Settings;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/// A command of firn. Made only when it was asked for.
///
/// Specs are put together by hand: reading picocli's annotations would double the start-up time.
public interface Command {

    /// One line, for the list of commands.
    String summary();

    /// Adds the command's own options and words.
    void describe(CommandSpec spec);

    /// @return firn's exit status
    int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException, InterruptedException;
}
