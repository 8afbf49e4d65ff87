package dev.firn.build.job;

import dev.firn.build.ready.Preparation;
import dev.firn.cache.BuildRecord;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.result.ResultRequest.Register;
import dev.firn.problem.Problem;
import dev.firn.recipe.sight.Scopes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What to build, and how.
///
/// @param drvPath the derivation
/// @param exact build at the real output paths and reuse nothing
/// @param fresh run every step, whatever is cached
/// @param acceptStale put the result into the store although some mention of its scratch path could
///     not be rewritten
/// @param register whether the result goes to the derivation's own paths
/// @param from the step below which the newest layers are reused whatever their keys say
/// @param until the last step to run
/// @param scopes what the user says about variables
/// @param resumed the build from whose last layer this one goes on, whatever the keys say
/// @param interludes where a shell is opened, if somewhere
/// @param link where links to the results go, if anywhere
/// @param outputs of which links are made and paths told; none stands for all
/// @param forAnother whether it is an input of another build, and nobody asked for its result
public record BuildOrder(
        StorePath drvPath,
        boolean exact,
        boolean fresh,
        boolean acceptStale,
        Register register,
        Optional<String> from,
        Optional<String> until,
        Scopes scopes,
        Optional<BuildRecord> resumed,
        Optional<Interludes> interludes,
        Optional<Path> link,
        List<String> outputs,
        boolean forAnother) {

    public BuildOrder {
        outputs = List.copyOf(outputs);
    }

    /// Goes on from the last layer of a build, with the links that it was to have.
    public static BuildOrder resuming(BuildRecord build) {
        return new BuildOrder(
                StorePath.parse(build.derivation()),
                Preparation.isExact(build.ground()),
                false,
                false,
                Register.NO,
                Optional.empty(),
                Optional.empty(),
                Scopes.NONE,
                Optional.of(build),
                Optional.empty(),
                build.link().map(Path::of),
                List.of(),
                false);
    }

    /// An ordinary build without links.
    public static BuildOrder plain(StorePath drvPath, Scopes scopes) {
        return new BuildOrder(
                drvPath,
                false,
                false,
                false,
                Register.NO,
                Optional.empty(),
                Optional.empty(),
                scopes,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false);
    }

    /// The same for another derivation.
    BuildOrder of(StorePath other) {
        return new BuildOrder(
                other,
                exact,
                fresh,
                acceptStale,
                register,
                from,
                until,
                scopes,
                resumed,
                interludes,
                link,
                outputs,
                forAnother);
    }

    /// Those of a derivation's outputs of which the user hears.
    ///
    /// @throws Problem when one that he names is none of them
    Set<String> shown(Set<String> all) {
        for (String output : outputs) {
            if (!all.contains(output)) {
                throw new Problem(
                        Problem.Kind.INPUTS,
                        drvPath + " has no output '" + output + "'",
                        "its outputs are " + String.join(", ", all),
                        "name one of them, or none for all");
            }
        }
        return outputs.isEmpty() ? all : Set.copyOf(outputs);
    }

    /// A build of an input of this one, in the same way as far as that concerns it.
    BuildOrder ofInput(StorePath input) {
        return new BuildOrder(
                input,
                false,
                fresh,
                acceptStale,
                register,
                Optional.empty(),
                Optional.empty(),
                Scopes.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                true);
    }
}
