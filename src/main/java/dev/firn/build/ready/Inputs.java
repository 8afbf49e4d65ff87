package dev.firn.build.ready;

import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.daemon.NixError;
import dev.firn.nix.daemon.PathInfo;
import dev.firn.nix.drv.ClosureInfo;
import dev.firn.nix.drv.Derivation;
import dev.firn.nix.drv.Output;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The inputs of a derivation, in the store and kept there as long as the daemon's connection is
/// open.
///
/// @param paths what the derivation names: outputs of its input derivations, and sources
/// @param closure those and all that they refer to
public record Inputs(
        NixDaemon daemon, SortedSet<StorePath> paths, SortedMap<StorePath, PathInfo> closure)
        implements ClosureInfo {

    public Inputs {
        paths = Collections.unmodifiableSortedSet(new TreeSet<>(paths));
        closure = Collections.unmodifiableSortedMap(new TreeMap<>(closure));
    }

    /// Lets Nix build or fetch what is missing; never the derivation itself.
    ///
    /// @param others further paths that the sandbox shows
    /// @throws Problem with Nix's own words when an input cannot be had
    public static Inputs realise(
            NixDaemon daemon,
            StorePath drvPath,
            Derivation derivation,
            Collection<StorePath> others)
            throws IOException {
        daemon.addTempRoot(drvPath);
        List<String> wanted = new ArrayList<>();
        for (Map.Entry<StorePath, SortedSet<String>> input : derivation.inputDrvs().entrySet()) {
            wanted.add(input.getKey() + "!" + String.join(",", input.getValue()));
        }
        for (StorePath source : derivation.inputSrcs()) {
            wanted.add(source.toString());
        }
        try {
            if (!daemon.missing(wanted).nothing()) {
                daemon.buildPaths(wanted);
            }
            SortedSet<StorePath> paths = new TreeSet<>(derivation.inputSrcs());
            for (Map.Entry<StorePath, SortedSet<String>> input :
                    derivation.inputDrvs().entrySet()) {
                addOutputs(daemon, input.getKey(), input.getValue(), paths);
            }
            return kept(daemon, paths, others);
        } catch (NixError e) {
            throw new Problem(
                    Problem.Kind.INPUTS,
                    "Nix cannot provide the inputs",
                    e.plain().strip(),
                    next(e.plain(), drvPath),
                    e);
        }
    }

    /// The inputs of a derivation that has been built before, perhaps on another machine. Lets Nix
    /// fetch what is missing, or build it where the `.drv` file is.
    ///
    /// @param paths that the derivation names
    /// @param others further paths that the sandbox shows
    /// @throws Problem when an input cannot be had
    public static Inputs again(
            NixDaemon daemon,
            StorePath drvPath,
            Derivation derivation,
            SortedSet<StorePath> paths,
            Collection<StorePath> others)
            throws IOException {
        paths.forEach(daemon::addTempRoot);
        if (!daemon.validPaths(paths).containsAll(paths)) {
            if (daemon.isValid(drvPath)) {
                return realise(daemon, drvPath, derivation, others);
            }
            fetch(daemon, drvPath, paths);
        }
        return kept(daemon, paths, others);
    }

    private static void fetch(NixDaemon daemon, StorePath drvPath, SortedSet<StorePath> paths) {
        List<String> wanted = paths.stream().map(StorePath::toString).toList();
        try {
            SortedSet<StorePath> unknown = daemon.missing(wanted).unknown();
            if (!unknown.isEmpty()) {
                throw notHere(drvPath, unknown, "no substituter has them");
            }
            daemon.buildPaths(wanted);
        } catch (NixError e) {
            SortedSet<StorePath> missing = new TreeSet<>(paths);
            missing.removeAll(daemon.validPaths(paths));
            throw notHere(drvPath, missing, e.plain().strip());
        }
    }

    private static Problem notHere(StorePath drvPath, SortedSet<StorePath> missing, String why) {
        String paths = missing.stream().map(StorePath::toString).collect(Collectors.joining(" "));
        return new Problem(
                Problem.Kind.INPUTS,
                "inputs of " + Derivation.nameOf(drvPath) + " are not in this store",
                why,
                "nix copy --from ssh://WHERE_IT_WAS_BUILT " + paths);
    }

    private static Inputs kept(
            NixDaemon daemon, SortedSet<StorePath> paths, Collection<StorePath> others) {
        SortedSet<StorePath> shown = new TreeSet<>(paths);
        shown.addAll(others);
        for (StorePath path : shown) {
            daemon.addTempRoot(path);
        }
        return new Inputs(daemon, paths, daemon.closure(shown));
    }

    /// What to type next: firn can build the input whose builder failed, and keep its steps.
    private static String next(String error, StorePath drvPath) {
        String head = "builder for '";
        int from = error.indexOf(head + StorePath.STORE_DIR) + head.length();
        int to = error.indexOf(".drv'", from);
        return from < head.length() || to < 0
                ? "build them with Nix: nix-store --realise $(nix-store -q --references "
                        + drvPath
                        + ")"
                : "firn build " + error.substring(from, to) + ".drv";
    }

    /// The derivation says the paths of most outputs; only of the others Nix has to be asked.
    private static void addOutputs(
            NixDaemon daemon, StorePath drv, SortedSet<String> names, SortedSet<StorePath> paths)
            throws IOException {
        Derivation input = Derivation.read(Path.of(drv.toString()));
        SortedMap<String, StorePath> asked = new TreeMap<>();
        for (String name : names) {
            Output output = input.outputs().get(name);
            Optional<StorePath> known = output == null ? Optional.empty() : output.knownPath();
            if (known.isEmpty() && asked.isEmpty()) {
                asked.putAll(daemon.outputMap(drv));
            }
            StorePath path = known.orElseGet(() -> asked.get(name));
            if (path == null) {
                throw new Problem(
                        Problem.Kind.INPUTS,
                        "an input has no output '" + name + "'",
                        drv + " was evaluated to have it",
                        "evaluate again");
            }
            paths.add(path);
        }
    }

    /// Those of these paths that are in the store, kept there as well; with all that they refer to.
    public SortedSet<StorePath> keep(SortedSet<StorePath> others) {
        SortedSet<StorePath> more = new TreeSet<>(others);
        more.removeAll(closure.keySet());
        if (more.isEmpty()) {
            return others;
        }
        for (StorePath path : more) {
            daemon.addTempRoot(path);
        }
        SortedSet<StorePath> kept = new TreeSet<>(others);
        kept.removeAll(more);
        kept.addAll(daemon.closure(daemon.validPaths(more)).keySet());
        return kept;
    }

    /// The same inputs, and others that [#keep] has returned.
    public Inputs plus(SortedSet<StorePath> others) {
        SortedMap<StorePath, PathInfo> both = new TreeMap<>(closure);
        both.putAll(daemon.closure(others));
        return new Inputs(daemon, paths, both);
    }

    /// What each input refers to.
    SortedMap<StorePath, SortedSet<StorePath>> references() {
        SortedMap<StorePath, SortedSet<StorePath>> references = new TreeMap<>();
        closure.forEach((path, info) -> references.put(path, info.references()));
        return references;
    }

    /// Inputs with all that they refer to.
    SortedSet<StorePath> closureOf(Collection<StorePath> roots) {
        SortedSet<StorePath> found = new TreeSet<>();
        Deque<StorePath> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            StorePath path = open.remove();
            PathInfo info = closure.get(path);
            if (info != null && found.add(path)) {
                open.addAll(info.references());
            }
        }
        return found;
    }

    @Override
    public boolean isInput(StorePath path) {
        return closure.containsKey(path);
    }

    @Override
    public Optional<PathFacts> facts(StorePath path) {
        PathInfo known = closure.get(path);
        Optional<PathInfo> info = known == null ? daemon.pathInfo(path) : Optional.of(known);
        return info.map(it -> new PathFacts(it.narHash(), it.narSize(), it.references(), it.ca()));
    }

    @Override
    public Derivation derivation(StorePath drvPath) {
        try {
            return Derivation.read(Path.of(drvPath.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
