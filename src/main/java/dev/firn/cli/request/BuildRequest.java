package dev.firn.cli.request;

import java.util.List;
import java.util.Optional;

/// `firn build`.
///
/// @param nixOptions words to hand to Nix as they are: `--arg`, `--argstr`, `--option`, `-I`,
///     `--show-trace` and `--impure` with their values
/// @param exact build at the real output path and reuse nothing
/// @param noCache run every step, whatever is cached
/// @param acceptStale put the result into the store although places that hold its scratch path
///     could not be rewritten
/// @param until the last step to run
public record BuildRequest(
        Settings settings,
        Named named,
        List<String> nixOptions,
        boolean exact,
        boolean noCache,
        boolean acceptStale,
        Link link,
        Optional<String> until) {

    public BuildRequest {
        nixOptions = List.copyOf(nixOptions);
    }

    /// Where links to the results go.
    public sealed interface Link {

        /// `-o PREFIX`: `PREFIX` for the first output, `PREFIX-dev` and so on for the others.
        record At(String prefix) implements Link {}

        /// `--no-link`.
        record None() implements Link {}
    }
}
