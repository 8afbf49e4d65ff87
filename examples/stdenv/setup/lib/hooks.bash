# Hooks, and what happens when the build ends.
#
# The hook NAME is the function NAME, or else the text of the variable NAME, followed by the
# entries of the array NAMEs (preBuild: preBuildHooks, exitHook: exitHooks). An entry is the name
# of a function, which gets the arguments, or text to evaluate.

# runHook NAME ARGUMENT...: all of them; the build ends at the first that fails.
runHook() {
    local hookList="${1%Hook}Hooks[@]" hookEntry
    _runOwnHook "$1"
    for hookEntry in "${!hookList}"; do _runHookEntry "$hookEntry" "${@:2}"; done
}

# runOneHook NAME ARGUMENT...: until one succeeds; fails when none does.
runOneHook() {
    local hookList="${1%Hook}Hooks[@]" hookEntry
    if _hasOwnHook "$1" && _runOwnHook "$1"; then return 0; fi
    for hookEntry in "${!hookList}"; do
        if _runHookEntry "$hookEntry" "${@:2}"; then return 0; fi
    done
    return 1
}

_hasOwnHook() { declare -F "$1" >/dev/null || [[ -n ${!1-} ]]; }

# A function of its own, so that `return` in a hook's text leaves the hook and nothing else.
_runOwnHook() {
    if declare -F "$1" >/dev/null; then
        "$1"
    elif [[ -n ${!1-} ]]; then
        eval "${!1}"
    fi
}

_runHookEntry() {
    if declare -F "$1" >/dev/null; then "$@"; else eval "$1"; fi
}

exitHandler() {
    exitCode=$?
    set +e
    if (( exitCode == 0 )); then
        runHook exitHook
    else
        runHook failureHook
        if [[ -n ${succeedOnFailure-} ]]; then
            echo "the build failed with exit code $exitCode, which counts as success"
            mkdir -p "$out/nix-support"
            printf %s "$exitCode" >"$out/nix-support/failed"
            exit 0
        fi
    fi
    exit "$exitCode"
}
