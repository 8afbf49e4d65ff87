package dev.firn.cli.command;

import dev.firn.build.visit.Visitor;
import dev.firn.cli.action.Actions;
import dev.firn.cli.console.Console;
import dev.firn.cli.console.TerminalVisitor;
import dev.firn.cli.request.BuildRequest;
import dev.firn.cli.request.BuildRequest.Link;
import dev.firn.cli.request.Settings;
import dev.firn.nix.result.ResultRequest.Register;
import dev.firn.problem.Problem;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/// `firn build`.
public final class BuildCommand implements Command {

    @Override
    public String summary() {
        return "Build a derivation, running only the steps that changed.";
    }

    @Override
    public void describe(CommandSpec spec) {
        InstallableWords.describe(spec);
        spec.addOption(Words.value("STEP", "Stop after this step.", "--until"));
        spec.addOption(
                Words.value(
                        "STEP",
                        "Reuse what was built before this step, whatever changed.",
                        "--from"));
        spec.addOption(
                Words.values(
                        "1",
                        "STEP",
                        "Open a shell before this step, or at STEP@after; exit goes on, exit 1"
                                + " ends. Can be given again for more steps.",
                        "--break"));
        spec.addOption(Words.flag("Open a shell where a step fails.", "--shell-on-failure"));
        ScopeWords.describe(spec);
        spec.addOption(
                Words.flag(
                        "Run every step, whatever is cached, and hide nothing from it.",
                        "--no-cache"));
        spec.addOption(
                Words.flag("Build at the real output path, byte for byte as Nix.", "--exact"));
        spec.addOption(
                Words.flag(
                        "Take the result although it holds stale copies of its build path.",
                        "--accept-stale"));
        spec.addOption(
                Words.values(
                        "1",
                        "ATTR|DRV",
                        "Build this input in layers too, before; may be repeated.",
                        "--layer-inputs"));
        spec.addOption(
                Words.flag(
                        "Put the result at its own path, where Nix takes it for its own build.",
                        "--register"));
        spec.addOption(Words.flag("With --register: a forced result too.", "--force"));
        LimitWords.describe(spec);
        spec.addOption(Words.value("LINK", "Where the link to the result goes (./result).", "-o"));
        spec.addOption(Words.flag("Make no link to the result.", "--no-link"));
        spec.addOption(Words.flag("Show the whole log of every step.", "-L", "--logs"));
        spec.addOption(Words.flag("Print one JSON object about the build.", "--json"));
        spec.addOption(Words.flag("Show where firn's own time went.", "--timings"));
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException, InterruptedException {
        BuildRequest request = request(words, settings);
        ShownBuild shown =
                new ShownBuild(
                        words.has("-L"),
                        words.has("--json"),
                        words.has("--timings"),
                        words.has("--until"));
        Visitor visitor = new TerminalVisitor(console);
        return shown.run(events -> actions.build(request, visitor, events), console);
    }

    private static BuildRequest request(Words words, Settings settings) {
        if (words.has("-o") && words.has("--no-link")) {
            throw new Problem(Problem.Kind.USAGE, "-o and --no-link contradict each other", "", "");
        }
        if (words.has("--from") && (words.has("--no-cache") || words.has("--exact"))) {
            String other = words.has("--exact") ? "--exact" : "--no-cache";
            throw new Problem(
                    Problem.Kind.USAGE,
                    "--from and " + other + " contradict each other",
                    "one reuses layers, the other does not",
                    "leave one of them out");
        }
        if (words.has("--layer-inputs") && words.has("--exact") && !words.has("--register")) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "--layer-inputs and --exact contradict each other",
                    "with inputs that are not at their own paths the output has another path too",
                    "leave one of them out, or register the inputs: --register");
        }
        if (words.has("--force") && !words.has("--register")) {
            throw new Problem(Problem.Kind.USAGE, "--force is for --register", "", "leave it out");
        }
        Register register =
                words.has("--force")
                        ? Register.EVEN_IF_FORCED
                        : words.has("--register") ? Register.YES : Register.NO;
        return new BuildRequest(
                settings,
                InstallableWords.named(words),
                InstallableWords.nixOptions(words),
                words.has("--exact"),
                words.has("--no-cache"),
                words.has("--accept-stale"),
                register,
                words.all("--layer-inputs"),
                words.has("--no-link")
                        ? new Link.None()
                        : new Link.At(words.one("-o").orElse("result")),
                words.one("--from"),
                words.one("--until"),
                words.all("--break"),
                words.has("--shell-on-failure"),
                LimitWords.limits(words),
                ScopeWords.scopes(words));
    }
}
