package dev.firn.cli.command.keep;

import dev.firn.cli.action.Actions;
import dev.firn.cli.command.BuildWord;
import dev.firn.cli.command.Command;
import dev.firn.cli.command.ExitCode;
import dev.firn.cli.command.StepWord;
import dev.firn.cli.command.Words;
import dev.firn.cli.console.Console;
import dev.firn.cli.console.Text;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.keep.PinRequest;
import dev.firn.gc.Pin;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `firn pin [STEP]`.
public final class PinCommand implements Command {

    @Override
    public String summary() {
        return "Keep a state in the cache whatever its limits; without a step, list what is kept.";
    }

    @Override
    public void describe(CommandSpec spec) {
        StepWord.describe(spec, "What to keep, with all that it stands on.");
        BuildWord.describe(spec);
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException {
        Optional<String> step = StepWord.of(words, "firn pin");
        if (step.isEmpty()) {
            List<Pin> pins = actions.housekeeping().pins(settings);
            if (pins.isEmpty()) {
                console.tell("nothing is pinned");
            }
            for (Pin pin : pins) {
                console.result(line(pin));
            }
            return ExitCode.OK.status();
        }
        PinRequest request = new PinRequest(settings, BuildWord.of(words), step.get());
        console.tell("pinned " + line(actions.housekeeping().pin(request)));
        return ExitCode.OK.status();
    }

    static String line(Pin pin) {
        return pin.layer()
                + "  "
                + Text.safe(pin.name())
                + "  "
                + Text.safe(pin.state())
                + "  "
                + Text.safe(pin.build());
    }
}
