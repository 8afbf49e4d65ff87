package dev.firn.cli.command;

import dev.firn.cli.action.Actions;
import dev.firn.cli.console.Console;
import dev.firn.cli.console.ForcedText;
import dev.firn.cli.console.Text;
import dev.firn.cli.report.VerificationJson;
import dev.firn.cli.report.VerificationText;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.VerifyRequest;
import dev.firn.nix.compare.Comparison.Verdict;
import dev.firn.nix.compare.Difference;
import dev.firn.verify.Verification;
import dev.firn.verify.VerifyEvent;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/// `firn verify [INSTALLABLE]`.
public final class VerifyCommand implements Command {

    @Override
    public String summary() {
        return "Compare the last result with a clean build of Nix, file by file.";
    }

    @Override
    public void describe(CommandSpec spec) {
        InstallableWords.describe(spec);
        spec.addOption(Words.flag("Show the whole log of Nix's build.", "-L", "--logs"));
        spec.addOption(Words.flag("Print one JSON object about the comparison.", "--json"));
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException, InterruptedException {
        VerifyRequest request =
                new VerifyRequest(
                        settings,
                        InstallableWords.ifNamed(words),
                        InstallableWords.nixOptions(words),
                        words.has("-L"));
        Verification verification = actions.verify(request, event -> show(event, console));
        boolean differs = verification.verdict() == Verdict.DIFFERENT;
        if (words.has("--json")) {
            console.json(VerificationJson.of(verification));
        } else {
            for (String line : VerificationText.of(verification)) {
                console.result(line);
            }
        }
        if (verification.comparison().differences().stream().anyMatch(Difference::namesBuiltPath)) {
            console.tell(
                    "try: firn build --exact, which builds at the path itself and moves nothing");
        }
        if (verification.reproducible() == Verification.Reproducible.NO) {
            console.tell("note: Nix has built it twice, and these two builds differ as well");
        }
        if (verification.build().forced()) {
            console.tell(ForcedText.cleared(differs));
        }
        return (differs ? ExitCode.FAILED : ExitCode.OK).status();
    }

    private static void show(VerifyEvent event, Console console) {
        switch (event) {
            case VerifyEvent.Evaluating(String installable) ->
                    console.tell("evaluating " + Text.safe(installable));
            case VerifyEvent.EvaluationMessage(String line) -> console.tell(Text.safe(line));
            case VerifyEvent.Building(String name, boolean again) ->
                    console.tell(
                            "building "
                                    + Text.safe(name)
                                    + " with Nix"
                                    + (again ? " once more" : ""));
            case VerifyEvent.NixMessage(String line) -> console.tell("nix> " + Text.safe(line));
            case VerifyEvent.Comparing() -> console.tell("comparing");
        }
    }
}
