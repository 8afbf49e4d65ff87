# What a build tells: the phase to Nix's log, the environment to a file in the build directory.

showPhaseHeader() {
    echo "Running phase: $1"
    if [[ -n ${NIX_LOG_FD-} ]]; then
        printf '@nix {"action":"setPhase","phase":"%s"}\n' "$1" >&"$NIX_LOG_FD"
    fi
}

# showPhaseFooter PHASE BEGIN END: only for phases of half a minute or more.
showPhaseFooter() {
    if (( $3 - $2 >= 30 )); then echo "$1 took $(( $3 - $2 )) seconds"; fi
}

dumpVars() {
    if [[ ${noDumpEnvVars-0} == 1 || ! -d $NIX_BUILD_TOP ]]; then return; fi
    local mask
    mask=$(umask)
    umask 0077
    export -p >"$NIX_BUILD_TOP/env-vars" 2>/dev/null
    umask "$mask"
}
