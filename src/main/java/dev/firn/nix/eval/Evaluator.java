package dev.firn.nix.eval;

import dev.firn.nix.drv.Derivation;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/// Lets Nix turn what the user named into a derivation. Builds nothing, except what Nix must build
/// to evaluate (import from derivation).
public final class Evaluator {

    /// Said of every derivation that gets no root. firn holds it by the daemon connection.
    static final String NO_ROOT = "you did not specify '--add-root'";

    private final NixProgram program;
    private final Path directory;
    private final Consumer<String> messages;

    /// @param environment what Nix gets to see
    /// @param directory what relative paths start from
    /// @param messages gets what Nix says on its standard error, line by line as it comes, on
    ///     another thread; errors of an evaluation arrive only here
    public Evaluator(Map<String, String> environment, Path directory, Consumer<String> messages) {
        this.program = new NixProgram(environment, directory);
        this.directory = directory;
        this.messages = messages;
    }

    /// @param options words that Nix understands and firn does not, such as `--arg x 1`
    /// @return the derivation, which is in the store
    /// @throws Problem when there is none, more than one, or Nix failed; of kind INPUTS
    /// @throws CancellationException when the thread is interrupted; Nix has been ended then
    public StorePath instantiate(Installable installable, List<String> options) {
        return switch (installable) {
            case Installable.NixFile it -> {
                Optional<Problem> missing = SourceFile.missing(it.file(), directory);
                if (missing.isPresent()) {
                    throw missing.get();
                }
                List<String> what = attributed(it.attribute(), it.file());
                yield single(it, nixInstantiate(what, options));
            }
            case Installable.Expression it -> {
                List<String> what = attributed(it.attribute(), "-E", it.text());
                yield single(it, nixInstantiate(what, options));
            }
            case Installable.DerivationFile it -> derivation(it);
            case Installable.Flake it -> {
                String path = withoutOutputs(it.reference());
                yield path.endsWith(".drv") && !path.contains("#")
                        ? derivation(new Installable.DerivationFile(it.reference()))
                        : single(it, nixPathInfo(it.reference(), options));
            }
        };
    }

    private StorePath single(Installable installable, List<String> command) {
        NixProgram.Ended ended = program.run(command, this::passOn);
        if (ended.status() != 0) {
            throw new Problem(
                    Problem.Kind.INPUTS,
                    "Nix cannot evaluate " + installable,
                    "its error is shown above",
                    "");
        }
        SortedSet<StorePath> derivations = new TreeSet<>();
        for (String line : ended.output()) {
            if (!line.isBlank() && !line.startsWith(StorePath.STORE_DIR + '/')) {
                throw new Problem(
                        Problem.Kind.HOST,
                        "firn cannot build " + line,
                        "it is not in " + StorePath.STORE_DIR,
                        "unset NIX_STORE_DIR");
            }
            if (!line.isBlank()) {
                derivations.add(StorePath.parse(withoutOutputs(line)));
            }
        }
        if (derivations.size() != 1) {
            throw notOne(installable, derivations);
        }
        return derivations.first();
    }

    private void passOn(String line) {
        if (!line.contains(NO_ROOT)) {
            messages.accept(line);
        }
    }

    private StorePath derivation(Installable.DerivationFile file) {
        String path = withoutOutputs(file.path());
        Path place = directory.resolve(path);
        if (!Files.exists(place)) {
            throw new Problem(
                    Problem.Kind.INPUTS,
                    "there is no derivation " + path,
                    "the file does not exist",
                    "nix-instantiate prints the .drv of a Nix file");
        }
        StorePath derivation =
                SourceFile.inStore(place)
                        .filter(StorePath::isDerivation)
                        .orElseThrow(
                                () ->
                                        new Problem(
                                                Problem.Kind.INPUTS,
                                                path + " is not a derivation in the Nix store",
                                                "Nix builds only what is in " + StorePath.STORE_DIR,
                                                "nix-store --add puts a file there"));
        checkOutputs(file.path().substring(path.length()), place, derivation);
        return derivation;
    }

    /// @param words `!out,dev`, `^out`, `^*`, or nothing
    private static void checkOutputs(String words, Path place, StorePath derivation) {
        if (words.isEmpty() || words.substring(1).equals("*")) {
            return;
        }
        Set<String> there;
        try {
            there = Derivation.read(place).outputs().keySet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String output : words.substring(1).split(",", -1)) {
            if (!there.contains(output)) {
                throw new Problem(
                        Problem.Kind.INPUTS,
                        derivation + " has no output '" + output + "'",
                        "its outputs are " + String.join(", ", there),
                        "name one of them, or none for all");
            }
        }
    }

    private static List<String> nixInstantiate(List<String> what, List<String> options) {
        List<String> command = new ArrayList<>(List.of("nix-instantiate"));
        command.addAll(options);
        command.addAll(what);
        return command;
    }

    /// The one command that finds the derivation of every kind of reference, since Nix 2.8.
    private static List<String> nixPathInfo(String reference, List<String> options) {
        List<String> command = new ArrayList<>(List.of("nix"));
        command.addAll(NixConfig.EXPERIMENTAL);
        command.addAll(List.of("path-info", "--derivation"));
        command.addAll(options);
        command.addAll(List.of("--", reference));
        return command;
    }

    private static List<String> attributed(Optional<String> attribute, String... what) {
        List<String> words = new ArrayList<>(List.of(what));
        if (attribute.isPresent()) {
            words.addAll(List.of("-A", attribute.get()));
        }
        return words;
    }

    /// Cuts `!out` or `^out` off a `.drv`.
    private static String withoutOutputs(String path) {
        int suffix = Math.max(path.indexOf(".drv!"), path.indexOf(".drv^"));
        return suffix < 0 ? path : path.substring(0, suffix + ".drv".length());
    }

    private static Problem notOne(Installable installable, SortedSet<StorePath> derivations) {
        if (derivations.isEmpty()) {
            return new Problem(
                    Problem.Kind.INPUTS,
                    installable + " contains no derivation",
                    "it is a set or a list with none in it",
                    "name a package with -A ATTR");
        }
        StringBuilder list = new StringBuilder("firn builds one, these are");
        for (StorePath each : derivations) {
            list.append("\n  ").append(each);
        }
        return new Problem(
                Problem.Kind.INPUTS,
                installable + " is " + derivations.size() + " derivations",
                list.toString(),
                "name one with -A ATTR, or by its .drv");
    }
}
