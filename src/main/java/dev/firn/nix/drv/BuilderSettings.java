package dev.firn.nix.drv;

import java.util.Map;

/// What the builder is told that does not come from the derivation.
///
/// @param cores for `NIX_BUILD_CORES`
/// @param impureEnv where a fixed-output derivation takes its `impureEnvVars` from
/// @param graphSaysValid whether the Nix in use says of each path in a structured graph of
///     references that it is valid (2.15 and newer do)
public record BuilderSettings(int cores, Map<String, String> impureEnv, boolean graphSaysValid) {
    public BuilderSettings {
        impureEnv = Map.copyOf(impureEnv);
    }
}
