package dev.firn.cli.request;

import dev.firn.limit.Limits;
import dev.firn.nix.result.ResultRequest.Register;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// `firn build`.
///
/// @param nixOptions words to hand to Nix as they are: `--arg`, `--argstr`, `--option`, `-I`,
///     `--show-trace` and `--impure` with their values
/// @param exact build at the real output path and reuse nothing
/// @param noCache run every step, whatever is cached
/// @param acceptStale put the result into the store although places that hold its scratch path
///     could not be rewritten
/// @param register whether the result goes to the derivation's own paths
/// @param layerInputs attributes or derivations of inputs that are built in layers too
/// @param from the step below which the newest layers are reused whatever their keys say
/// @param until the last step to run
/// @param stops before or after which steps a shell is opened: `STEP[@before|@after]`
/// @param shellOnFailure whether one is opened where a step fails
/// @param limits of what its steps may use
/// @param scopes the first step that sees a variable, by the variable's name
public record BuildRequest(
        Settings settings,
        Named named,
        List<String> nixOptions,
        boolean exact,
        boolean noCache,
        boolean acceptStale,
        Register register,
        List<String> layerInputs,
        Link link,
        Optional<String> from,
        Optional<String> until,
        List<String> stops,
        boolean shellOnFailure,
        Limits limits,
        SortedMap<String, String> scopes) {

    public BuildRequest {
        nixOptions = List.copyOf(nixOptions);
        layerInputs = List.copyOf(layerInputs);
        stops = List.copyOf(stops);
        scopes = Collections.unmodifiableSortedMap(new TreeMap<>(scopes));
    }

    /// Where links to the results go.
    public sealed interface Link {

        /// `-o PREFIX`: `PREFIX` for the first output, `PREFIX-dev` and so on for the others.
        record At(String prefix) implements Link {}

        /// `--no-link`.
        record None() implements Link {}
    }
}
