package dev.firn.recipe;

/// The unit of a build that gets a layer.
public sealed interface Step {

    /// How users name it: a phase's name, `buildCommand`, or `builder`.
    String name();

    /// A phase of stdenv, run by stdenv's own `runPhase` (or, where there is none, by its
    /// `genericBuild` with this phase as the only one).
    record Phase(String name) implements Step {}

    /// `buildCommand` or `buildCommandPath`, which stdenv runs instead of any phase.
    record Command() implements Step {
        @Override
        public String name() {
            return "buildCommand";
        }
    }

    /// The derivation's own builder as Nix would start it: not bash, or a script that does not
    /// leave its phases to stdenv.
    record Builder() implements Step {
        @Override
        public String name() {
            return "builder";
        }
    }
}
