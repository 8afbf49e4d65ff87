package dev.firn.verify;

import dev.firn.cache.BuildRecord;
import dev.firn.cache.BuildRecords;
import dev.firn.history.RecordedDerivation;
import dev.firn.nix.compare.Comparison;
import dev.firn.nix.compare.OutputComparison;
import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.daemon.PathInfo;
import dev.firn.nix.drv.Derivation;
import dev.firn.nix.drv.Output;
import dev.firn.nix.drv.StableDerivation;
import dev.firn.nix.eval.CleanBuild;
import dev.firn.nix.eval.CleanBuild.Outcome;
import dev.firn.nix.nar.FileTree;
import dev.firn.nix.nar.HostTree;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import dev.firn.store.CacheDirectory;
import dev.firn.verify.Verification.Reproducible;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Compares a result with a clean build of Nix, and records what came of it.
///
/// @param daemon keeps what is compared alive
/// @param nix builds
public record Verifier(
        CacheDirectory cache, NixDaemon daemon, CleanBuild nix, Consumer<VerifyEvent> events) {

    /// Verifies the newest build that has a result.
    ///
    /// @param wanted only builds of this derivation
    /// @throws Problem when there is none, when what is needed of it has been collected as garbage,
    ///     or when Nix cannot build it; the record stays as it is then
    public Verification verify(Optional<StorePath> wanted) throws IOException {
        BuildRecord build = find(wanted);
        StorePath drvPath = StorePath.parse(build.derivation());
        Derivation derivation = RecordedDerivation.of(build, cache).derivation();
        SortedMap<String, StorePath> ours = results(build, drvPath);
        SortedMap<String, StorePath> theirs = new TreeMap<>();
        for (Map.Entry<String, Output> output : derivation.outputs().entrySet()) {
            // firn builds no derivation that does not say the paths.
            theirs.put(output.getKey(), output.getValue().knownPath().orElseThrow());
        }
        // Nix lets go of them when it ends; they need not be there yet.
        theirs.values().forEach(daemon::addTempRoot);
        boolean again = daemon.validPaths(theirs.values()).containsAll(theirs.values());
        events.accept(new VerifyEvent.Building(build.name(), again));
        Outcome outcome = again ? nix.check(drvPath) : nix.build(drvPath);
        if (!again && outcome instanceof Outcome.Built() && !areBuiltHere(theirs.values())) {
            // They were fetched, and say nothing of what is built here.
            again = true;
            events.accept(new VerifyEvent.Building(build.name(), true));
            outcome = nix.check(drvPath);
        }
        if (outcome instanceof Outcome.Failed failed) {
            throw failed(build, drvPath, failed);
        }
        events.accept(new VerifyEvent.Comparing());
        OutputComparison outputs =
                new OutputComparison(
                        StableDerivation.of(derivation, drvPath).scratch().values(),
                        cache.workroom().aside());
        Verification verification =
                ours.equals(theirs)
                        ? atTheirPaths(outputs, build, theirs, outcome)
                        : elsewhere(outputs, build, ours, theirs, outcome, again);
        new BuildRecords(cache).write(verification.build());
        return verification;
    }

    private boolean areBuiltHere(Collection<StorePath> paths) {
        return daemon.pathInfos(paths).values().stream().allMatch(PathInfo::ultimate);
    }

    private BuildRecord find(Optional<StorePath> wanted) throws IOException {
        for (BuildRecord build : new BuildRecords(cache).all()) {
            boolean meant = wanted.isEmpty() || wanted.get().toString().equals(build.derivation());
            if (meant && !build.results().isEmpty()) {
                return build;
            }
        }
        throw wanted.isPresent()
                ? new Problem(
                        Problem.Kind.USAGE,
                        "firn has no result of " + Derivation.nameOf(wanted.get()) + " as it is",
                        "no build in "
                                + cache.root()
                                + " put one of "
                                + wanted.get()
                                + " into the store",
                        "build it first: firn build " + wanted.get())
                : new Problem(
                        Problem.Kind.USAGE,
                        "there is no result to verify",
                        "no build in " + cache.root() + " has come to its end",
                        "build something: firn build");
    }

    private SortedMap<String, StorePath> results(BuildRecord build, StorePath drvPath) {
        daemon.addTempRoot(drvPath);
        SortedMap<String, StorePath> results = new TreeMap<>();
        for (Map.Entry<String, String> result : build.results().entrySet()) {
            StorePath path = StorePath.parse(result.getValue());
            daemon.addTempRoot(path);
            results.put(result.getKey(), path);
        }
        SortedSet<StorePath> gone = new TreeSet<>(results.values());
        gone.removeAll(daemon.validPaths(results.values()));
        if (!gone.isEmpty()) {
            throw new Problem(
                    Problem.Kind.INPUTS,
                    "the result cannot be verified",
                    gone.first() + " has been collected as garbage",
                    "build it again: firn build " + drvPath);
        }
        return results;
    }

    private static Problem failed(BuildRecord build, StorePath drvPath, Outcome.Failed failed) {
        String why = failed.error().isEmpty() ? "its error is shown above" : failed.error();
        return failed.ofInput()
                ? new Problem(
                        Problem.Kind.INPUTS,
                        "Nix cannot build what " + build.name() + " needs",
                        why,
                        "nix-store --realise " + drvPath)
                : new Problem(
                        Problem.Kind.RESULT,
                        "Nix cannot build " + build.name(),
                        why,
                        "nix-store --read-log " + drvPath);
    }

    private static Verification elsewhere(
            OutputComparison outputs,
            BuildRecord build,
            SortedMap<String, StorePath> ours,
            SortedMap<String, StorePath> theirs,
            Outcome outcome,
            boolean again)
            throws IOException {
        Comparison comparison = outputs.of(places(ours), places(theirs));
        Reproducible reproducible =
                outcome instanceof Outcome.Differs
                        ? Reproducible.NO
                        : again ? Reproducible.YES : Reproducible.UNKNOWN;
        return judged(build, comparison, new TreeSet<>(), reproducible);
    }

    /// The result of an exact build, or one whose hash was known beforehand: what is in the store
    /// is firn's own, unless other content was there before. Nix has just compared it with what it
    /// built.
    private Verification atTheirPaths(
            OutputComparison outputs,
            BuildRecord build,
            SortedMap<String, StorePath> theirs,
            Outcome outcome)
            throws IOException {
        SortedMap<String, FileTree> built = new BuiltTrees(cache, daemon).others(build, theirs);
        SortedMap<String, FileTree> stored = new TreeMap<>();
        for (String output : built.keySet()) {
            Path place = Path.of(String.valueOf(theirs.get(output)));
            stored.put(output, HostTree.of(place));
        }
        Comparison comparison = outputs.ofTrees(built, stored);
        SortedSet<String> unlisted = new TreeSet<>();
        if (outcome instanceof Outcome.Differs(SortedSet<StorePath> differing)) {
            for (Map.Entry<String, StorePath> output : theirs.entrySet()) {
                boolean named = differing.isEmpty() || differing.contains(output.getValue());
                if (named && !built.containsKey(output.getKey())) {
                    unlisted.add(output.getKey());
                }
            }
        }
        return judged(build, comparison, unlisted, Reproducible.UNKNOWN);
    }

    private static Verification judged(
            BuildRecord build,
            Comparison comparison,
            SortedSet<String> unlisted,
            Reproducible reproducible) {
        Verification unjudged = new Verification(build, comparison, unlisted, reproducible);
        BuildRecord.Verdict verdict =
                switch (unjudged.verdict()) {
                    case IDENTICAL -> BuildRecord.Verdict.IDENTICAL;
                    case SAME_BUT -> BuildRecord.Verdict.SAME_BUT;
                    case DIFFERENT -> BuildRecord.Verdict.DIFFERENT;
                };
        return new Verification(build.judged(verdict), comparison, unlisted, reproducible);
    }

    private static SortedMap<String, Path> places(SortedMap<String, StorePath> outputs) {
        SortedMap<String, Path> places = new TreeMap<>();
        outputs.forEach((output, path) -> places.put(output, Path.of(path.toString())));
        return places;
    }
}
