package dev.firn.nix.eval;

import dev.firn.nix.daemon.NixError;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lets Nix itself build a derivation, as `nix-build` does once it has evaluated.
public final class CleanBuild {

    private static final int MOST_LINES = 40;
    private static final String ERROR = "error:";
    private static final Pattern OUTPUT =
            Pattern.compile("/nix/store/[0-9a-z]{32}-[0-9A-Za-z+._?=-]+");

    /// Of an older Nix, and of a newer one.
    private static final Pattern OF_INPUT =
            Pattern.compile("dependenc(y|ies) (of derivation .* )?failed");

    private final NixProgram program;
    private final List<String> settings;
    private final boolean logs;
    private final Consumer<String> messages;

    /// @param environment what Nix gets to see
    /// @param directory where it runs
    /// @param options the user's words for Nix; only settings (`--option`) mean anything to a build
    /// @param logs whether Nix shows the logs of what it builds
    /// @param messages gets what Nix says, line by line as it comes, on another thread; without
    ///     logs its errors arrive only in the outcome
    public CleanBuild(
            Map<String, String> environment,
            Path directory,
            List<String> options,
            boolean logs,
            Consumer<String> messages) {
        this.program = new NixProgram(environment, directory);
        this.settings = settings(options);
        this.logs = logs;
        this.messages = messages;
    }

    /// What came of it.
    public sealed interface Outcome {

        /// All outputs are in the store; when they were before, they are the same as those that
        /// were built now.
        record Built() implements Outcome {}

        /// What was built now is not what is in the store, which has stayed.
        ///
        /// @param outputs those that Nix names, which stops at the first; empty if it names none
        record Differs(SortedSet<StorePath> outputs) implements Outcome {
            public Differs {
                outputs = Collections.unmodifiableSortedSet(new TreeSet<>(outputs));
            }
        }

        /// @param error Nix's own words, in lines; empty if they were passed on
        /// @param ofInput whether it was an input that could not be built
        record Failed(String error, boolean ofInput) implements Outcome {}
    }

    /// Builds the derivation, unless its outputs are there or can be fetched.
    ///
    /// @throws Problem when there is no Nix
    /// @throws CancellationException when the thread is interrupted; Nix has been ended then
    public Outcome build(StorePath drvPath) {
        return run(drvPath, List.of("nix-store", "--realise"));
    }

    /// Builds the derivation once more and compares. All of its outputs have to be in the store.
    ///
    /// @throws Problem when there is no Nix
    /// @throws CancellationException when the thread is interrupted; Nix has been ended then
    public Outcome check(StorePath drvPath) {
        return run(drvPath, List.of("nix-store", "--realise", "--check"));
    }

    private Outcome run(StorePath drvPath, List<String> words) {
        List<String> command = new ArrayList<>(words);
        if (!logs) {
            // Nix then puts the end of a log into its error.
            command.add("--no-build-output");
        }
        command.addAll(settings);
        command.add(drvPath.toString());
        List<String> errors = new ArrayList<>();
        NixProgram.Ended ended = program.run(command, line -> sort(line, errors));
        return ended.status() == 0 ? new Outcome.Built() : outcome(drvPath, ended.status(), errors);
    }

    /// @param errors gets the lines from the first error on
    private void sort(String line, List<String> errors) {
        String plain = NixError.withoutColours(line);
        if (plain.contains(Evaluator.NO_ROOT)) {
            return;
        }
        if (logs || (errors.isEmpty() && !plain.startsWith(ERROR))) {
            messages.accept(plain);
        }
        if (!errors.isEmpty() || plain.startsWith(ERROR)) {
            errors.add(plain);
        }
    }

    private Outcome outcome(StorePath drvPath, int status, List<String> errors) {
        // The status, 104, does not come through a daemon, and versions quote in different ways. A
        // builder cannot write these lines: it does not know the path of its derivation.
        Pattern check =
                Pattern.compile(Pattern.quote(drvPath.toString()) + ". may not be determin");
        boolean differs = false;
        SortedSet<StorePath> outputs = new TreeSet<>();
        boolean ofInput = false;
        for (String line : errors) {
            Matcher checked = check.matcher(line);
            if (checked.find()) {
                differs = true;
                Matcher output = OUTPUT.matcher(line).region(checked.end(), line.length());
                if (output.find()) {
                    outputs.add(StorePath.parse(output.group()));
                }
            }
            ofInput |= OF_INPUT.matcher(line).find();
        }
        if (differs) {
            return new Outcome.Differs(outputs);
        }
        if (logs) {
            return new Outcome.Failed("", ofInput);
        }
        List<String> last = errors.subList(Math.max(0, errors.size() - MOST_LINES), errors.size());
        return new Outcome.Failed(
                last.isEmpty() ? "its exit status is " + status : String.join("\n", last), ofInput);
    }

    private static List<String> settings(List<String> options) {
        List<String> settings = new ArrayList<>();
        int at = 0;
        while (at < options.size()) {
            int words =
                    switch (options.get(at)) {
                        case "--arg", "--argstr", "--option" -> 3;
                        case "-I" -> 2;
                        default -> 1;
                    };
            if (options.get(at).equals("--option")) {
                settings.addAll(options.subList(at, at + words));
            }
            at += words;
        }
        return settings;
    }
}
