package dev.firn.cli.command;

import dev.firn.cli.request.Named;
import dev.firn.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// The words that name what to build, the same in every command that takes an installable.
final class InstallableWords {

    private static final String OVERRIDE = "--override-input";
    private static final String NO_LOCK = "--no-write-lock-file";

    private InstallableWords() {}

    static void describe(CommandSpec spec) {
        spec.addPositional(
                Words.positionals(
                        "INSTALLABLE", "A flake reference such as .#hello, or a .drv file."));
        spec.addOption(
                Words.value("FILE", "The Nix file to build from (./default.nix).", "-f", "--file"));
        spec.addOption(Words.value("TEXT", "The Nix expression to build.", "-E", "--expr"));
        spec.addOption(
                Words.value("ATTR", "The attribute to build, with -f or -E.", "-A", "--attr"));
        spec.addOption(
                Words.values("2", "NAME EXPR", "An argument for the Nix function.", "--arg"));
        spec.addOption(
                Words.values("2", "NAME TEXT", "A string for the Nix function.", "--argstr"));
        spec.addOption(Words.values("2", "NAME VALUE", "A setting of Nix.", "--option"));
        spec.addOption(Words.values("1", "PATH", "Where Nix looks for <names>.", "-I"));
        spec.addOption(Words.flag("Let Nix show how it came to an error.", "--show-trace"));
        spec.addOption(Words.flag("Let a flake read what is outside of it.", "--impure"));
        spec.addOption(Words.values("2", "INPUT FLAKE", "Another flake for an input.", OVERRIDE));
        spec.addOption(Words.flag("Leave the lock file of a flake as it is.", NO_LOCK));
        spec.addOption(
                Words.value("STORE", "Only the store in /nix/store is possible.", "--store"));
    }

    /// What is named, if anything is.
    static Optional<Named> ifNamed(Words words) {
        boolean nothing =
                words.positional().isEmpty()
                        && !words.has("-f")
                        && !words.has("-E")
                        && !words.has("-A");
        return nothing ? Optional.empty() : Optional.of(named(words));
    }

    /// What is named; the file here if nothing is.
    static Named named(Words words) {
        String firn = words.parsed().commandSpec().name();
        List<String> typed = words.positional();
        Optional<String> file = words.one("-f");
        Optional<String> expression = words.one("-E");
        Optional<String> attribute = words.one("-A");
        if (typed.size() > 1) {
            throw usage("one thing at a time can be built", "not " + String.join(" ", typed), "");
        }
        if (file.isPresent() && expression.isPresent()) {
            throw usage("-f and -E both name what to build", "", "");
        }
        if (typed.isEmpty()) {
            return expression.isPresent()
                    ? new Named.Expression(expression.get(), attribute)
                    : new Named.NixFile(file.orElse("./default.nix"), attribute);
        }
        String word = typed.get(0);
        if (file.isPresent() || expression.isPresent()) {
            String option = file.isPresent() ? "-f" : "-E";
            throw usage(
                    option + " and " + word + " both name what to build",
                    "",
                    firn + " " + option + " ... -A " + word);
        }
        if (attribute.isPresent()) {
            throw usage(
                    "-A goes with -f or -E, not with " + word,
                    "",
                    firn + " " + word + "#" + attribute.get());
        }
        if (word.endsWith(".nix")) {
            throw usage(word + " is a Nix file", "", firn + " -f " + word);
        }
        return word.endsWith(".drv") ? new Named.DerivationFile(word) : new Named.Flake(word);
    }

    static List<String> nixOptions(Words words) {
        if (words.has("--store")) {
            throw usage(
                    "firn cannot build with another store",
                    "what a sandbox mounts has to be in /nix/store of this machine",
                    "let Nix build it: nix build --store " + words.one("--store").orElseThrow());
        }
        for (String option : List.of(OVERRIDE, NO_LOCK)) {
            if (words.has(option) && !(named(words) instanceof Named.Flake)) {
                throw usage(option + " is for a flake", "", "leave it out, or name one: .#NAME");
            }
        }
        List<String> options = new ArrayList<>();
        for (String pair : List.of("--arg", "--argstr", "--option", OVERRIDE)) {
            List<String> values = words.all(pair);
            for (int i = 0; i < values.size(); i += 2) {
                options.addAll(List.of(pair, values.get(i), values.get(i + 1)));
            }
        }
        for (String path : words.all("-I")) {
            options.addAll(List.of("-I", path));
        }
        for (String flag : List.of("--show-trace", "--impure", NO_LOCK)) {
            if (words.has(flag)) {
                options.add(flag);
            }
        }
        return options;
    }

    private static Problem usage(String what, String why, String fix) {
        return new Problem(Problem.Kind.USAGE, what, why, fix);
    }
}
