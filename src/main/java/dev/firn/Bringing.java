package dev.firn;

import dev.firn.build.visit.Baggage;
import dev.firn.cli.request.enter.Brought;
import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.daemon.NixError;
import dev.firn.nix.drv.Derivation;
import dev.firn.nix.eval.Evaluator;
import dev.firn.nix.eval.Installable;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gets the tools that somebody wants to have along.
///
/// @param environment of the user
/// @param messages gets what Nix says
record Bringing(Map<String, String> environment, NixDaemon daemon, Consumer<String> messages) {

    /// Outputs with programs, the first one that there is.
    private static final List<String> WITH_PROGRAMS = List.of("bin", "out");

    private static final String FORMS =
            "--with nixpkgs#gdb, --with FILE.drv, or --with /nix/store/PATH";

    /// @throws Problem when a tool cannot be had
    Baggage bring(Brought brought) throws IOException {
        List<StorePath> tools = new ArrayList<>();
        for (String word : brought.tools()) {
            tools.add(tool(word));
        }
        for (StorePath tool : tools) {
            daemon.addTempRoot(tool);
        }
        return new Baggage(tools, new TreeSet<>(daemon.closure(tools).keySet()), brought.network());
    }

    private StorePath tool(String word) throws IOException {
        boolean inStore = word.startsWith(StorePath.STORE_DIR + '/');
        if (inStore && !word.contains(".drv")) {
            StorePath path = inStore(word);
            realise(word, path.toString());
            return path;
        }
        StorePath drvPath = derivation(word);
        daemon.addTempRoot(drvPath);
        String output = output(Derivation.read(Path.of(drvPath.toString())));
        realise(word, drvPath + "!" + output);
        SortedMap<String, StorePath> outputs = daemon.outputMap(drvPath);
        StorePath path = outputs.get(output);
        if (path == null) {
            throw new IllegalStateException(drvPath + " has been built and has no " + output);
        }
        return path;
    }

    private static StorePath inStore(String word) {
        try {
            return StorePath.containing(word);
        } catch (IllegalArgumentException e) {
            throw unfit(word, "it is no path of the store", FORMS, e);
        }
    }

    private StorePath derivation(String word) {
        if (word.endsWith(".nix")) {
            String drv = "--with $(nix-instantiate " + word + " -A ATTRIBUTE)";
            throw unfit(word, "a Nix file is not one package", drv, null);
        }
        Evaluator evaluator = new Evaluator(environment, Path.of("").toAbsolutePath(), messages);
        if (word.endsWith(".drv")) {
            return evaluator.instantiate(new Installable.DerivationFile(word), List.of());
        }
        if (word.isBlank()) {
            throw unfit(word, "the name is empty", FORMS, null);
        }
        try {
            return evaluator.instantiate(new Installable.Flake(word), List.of());
        } catch (Problem e) {
            throw unfit(word, e.why(), e.fix().isEmpty() ? FORMS : e.fix(), e);
        }
    }

    private static Problem unfit(String word, String why, String fix, @Nullable Throwable cause) {
        String what = "the tool '" + word + "' of --with cannot be had";
        return new Problem(Problem.Kind.INPUTS, what, why, fix, cause);
    }

    private static String output(Derivation derivation) {
        for (String name : WITH_PROGRAMS) {
            if (derivation.outputs().containsKey(name)) {
                return name;
            }
        }
        return derivation.outputs().firstKey();
    }

    private void realise(String word, String wanted) {
        try {
            daemon.buildPaths(List.of(wanted));
        } catch (NixError e) {
            throw new Problem(
                    Problem.Kind.INPUTS,
                    "Nix cannot provide " + word,
                    e.plain().strip(),
                    "nix-store --realise " + wanted.replace('!', ' '),
                    e);
        }
    }
}
