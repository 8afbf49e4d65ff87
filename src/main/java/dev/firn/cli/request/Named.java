package dev.firn.cli.request;

import dev.firn.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What to build, in the user's words.
public sealed interface Named {

    Pattern OUTPUTS = Pattern.compile("(?:\\^|(?<=\\.drv)!)([^\\^!#/]+)$");

    /// `-f FILE [-A ATTR]`; also what is meant when nothing is named (`./default.nix`).
    record NixFile(String file, Optional<String> attribute) implements Named {}

    /// `-E TEXT [-A ATTR]`.
    record Expression(String text, Optional<String> attribute) implements Named {}

    /// A word with the ending `.drv`.
    record DerivationFile(String path) implements Named {}

    /// Any other word, such as `.#hello`.
    record Flake(String reference) implements Named {}

    /// What a word names beside this: an attribute of the same file, expression or flake, or
    /// something of its own.
    ///
    /// @throws Problem when this has no attributes
    default Named beside(String word) {
        if (word.endsWith(".drv")) {
            return new DerivationFile(word);
        }
        if (word.contains("#")) {
            return new Flake(word);
        }
        return switch (this) {
            case NixFile it -> new NixFile(it.file(), Optional.of(word));
            case Expression it -> new Expression(it.text(), Optional.of(word));
            case Flake it -> new Flake(it.reference().split("#", 2)[0] + "#" + word);
            case DerivationFile it ->
                    throw new Problem(
                            Problem.Kind.USAGE,
                            it.path() + " has no attribute " + word,
                            "it is a derivation",
                            "name the input by its .drv: nix-store --query --references "
                                    + it.path());
        };
    }

    /// The outputs that are named after a `^`, or after the `!` of a `.drv`. None stands for all.
    default List<String> outputs() {
        String word =
                switch (this) {
                    case DerivationFile it -> it.path();
                    case Flake it -> it.reference();
                    case NixFile _, Expression _ -> "";
                };
        Matcher outputs = OUTPUTS.matcher(word);
        return outputs.find() && !outputs.group(1).equals("*")
                ? List.of(outputs.group(1).split(","))
                : List.of();
    }
}
