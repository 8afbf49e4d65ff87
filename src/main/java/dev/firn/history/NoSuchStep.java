package dev.firn.history;

import dev.firn.cache.BuildRecord;
import dev.firn.cache.BuildRecords;
import dev.firn.cache.PackageName;
import dev.firn.cache.StepOutcome;
import dev.firn.cache.StepRecord;
import dev.firn.problem.Problem;
import dev.firn.problem.Suggestion;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Why a word names no step of a build.
record NoSuchStep(BuildRecords records, BuildRecord build, String word) {

    /// How many of a package's builds are looked through.
    private static final int MOST_BUILDS = 40;

    /// A build that ends early has no record of those that were to come.
    private static final List<String> PHASES_OF_STDENV =
            List.of(
                    "unpackPhase",
                    "patchPhase",
                    "updateAutotoolsGnuConfigScriptsPhase",
                    "configurePhase",
                    "buildPhase",
                    "checkPhase",
                    "installPhase",
                    "fixupPhase",
                    "installCheckPhase",
                    "distPhase");

    Problem problem() throws IOException {
        List<String> names = build.steps().stream().map(StepRecord::name).toList();
        String steps = "its steps are " + String.join(", ", names);
        Optional<BuildRecord> other = isCutShort() ? having() : Optional.empty();
        if (other.isPresent() || (isCutShort() && PHASES_OF_STDENV.contains(word))) {
            return new Problem(
                    Problem.Kind.USAGE,
                    "the build of " + build.name() + " did not come to '" + word + "'",
                    ended() + "; " + steps,
                    other.map(it -> "an earlier build has it: --build " + it.id())
                            .orElse("name one of these"));
        }
        Optional<String> near = word.isEmpty() ? Optional.empty() : Suggestion.of(word, names);
        return new Problem(
                Problem.Kind.USAGE,
                "there is no step '" + word + "' in the build of " + build.name(),
                isCutShort() ? ended() + "; " + steps : steps,
                near.isPresent() ? "did you mean " + near.get() + "?" : "name one of these");
    }

    private boolean isCutShort() {
        return !build.steps().isEmpty() && build.builtAt().isEmpty();
    }

    private String ended() {
        StepRecord last = build.steps().getLast();
        boolean failed = last.outcome() == StepOutcome.FAILED;
        return (failed ? "it failed in " : "it was ended after ") + last.name();
    }

    /// The newest build of the same package that has such a step.
    private Optional<BuildRecord> having() throws IOException {
        PackageName name = PackageName.ofDerivation(build.name());
        for (BuildRecord other : records.of(name, MOST_BUILDS)) {
            for (StepRecord step : other.steps()) {
                if (!word.isEmpty() && step.name().startsWith(word)) {
                    return Optional.of(other);
                }
            }
        }
        return Optional.empty();
    }
}
