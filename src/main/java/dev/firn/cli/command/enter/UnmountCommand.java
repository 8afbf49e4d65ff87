package dev.firn.cli.command.enter;

import dev.firn.cli.action.Actions;
import dev.firn.cli.command.Command;
import dev.firn.cli.command.ExitCode;
import dev.firn.cli.command.Words;
import dev.firn.cli.console.Console;
import dev.firn.cli.console.Text;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.enter.UnmountRequest;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `firn umount [DIR|STEP]`.
public final class UnmountCommand implements Command {

    @Override
    public String summary() {
        return "Take away what firn mount has mounted, with all that was written there.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addPositional(
                Words.positionals("DIR|STEP", "Which one; may be left out when there is but one."));
        spec.addOption(Words.flag("Everything that is mounted.", "--all"));
        spec.addOption(Words.flag("Also what is in use, from under its users.", "--lazy"));
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException, InterruptedException {
        List<String> typed = words.positional();
        boolean all = words.has("--all");
        if (typed.size() > (all ? 0 : 1)) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    all ? "--all is more than " + typed.get(0) : "one mount at a time",
                    all ? "" : "not " + String.join(" ", typed),
                    all ? "firn umount --all" : "firn umount " + typed.get(0) + ", or --all");
        }
        Optional<String> word = typed.isEmpty() ? Optional.empty() : Optional.of(typed.get(0));
        UnmountRequest request = new UnmountRequest(settings, word, all, words.has("--lazy"));
        actions.entrances().unmount(request, note -> console.tell(Text.safe(note)));
        return ExitCode.OK.status();
    }
}
