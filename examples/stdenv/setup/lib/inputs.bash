# Inputs: every package that is named or propagated, its setup hook, and the search paths.
#
# An input is native (a tool that runs during the build; host offset -1) or not (host offset 0).
# Without strictDeps every input serves as both.

nativeInputs=() hostInputs=()
envBuildHooks=() envHostHooks=()

# addEnvHooks OFFSET FUNCTION...: each function is called with every input of that host offset.
addEnvHooks() {
    if [[ -z ${strictDeps-} ]]; then
        envBuildHooks+=("${@:2}") envHostHooks+=("${@:2}")
    elif (( $1 < 0 )); then
        envBuildHooks+=("${@:2}")
    else
        envHostHooks+=("${@:2}")
    fi
}

# collectInput KIND PACKAGE: the package and what it propagates, each once per kind.
collectInput() {
    local -n _inputs=$1
    if [[ " ${_inputs[*]} " == *" $2 "* ]]; then return; fi
    if [[ ! -e $2 ]]; then echo "the input $2 does not exist"; exit 1; fi
    _inputs+=("$2")
    local words word
    if [[ -e $2/nix-support/propagated-build-inputs ]]; then
        read -r -d '' -a words <"$2/nix-support/propagated-build-inputs" || true
        for word in "${words[@]}"; do collectInput "$1" "$word"; done
    fi
    if [[ $1 == hostInputs && -e $2/nix-support/propagated-native-build-inputs ]]; then
        read -r -d '' -a words <"$2/nix-support/propagated-native-build-inputs" || true
        for word in "${words[@]}"; do collectInput nativeInputs "$word"; done
    fi
}

# activateInput PACKAGE: its setup hook sees $hostOffset and $targetOffset.
activateInput() {
    if [[ -z ${strictDeps-} || $hostOffset == -1 ]]; then addToSearchPath _PATH "$1/bin"; fi
    if [[ $hostOffset == -1 ]]; then addToSearchPath _XDG_DATA_DIRS "$1/share"; fi
    if [[ -f $1 ]]; then
        source "$1"
    elif [[ -f $1/nix-support/setup-hook ]]; then
        source "$1/nix-support/setup-hook"
    fi
}

activateInputs() {
    local -a words
    local package hostOffset targetOffset _PATH= _XDG_DATA_DIRS=
    concatTo words nativeBuildInputs propagatedNativeBuildInputs defaultNativeBuildInputs
    for package in "${words[@]}"; do collectInput nativeInputs "$package"; done
    words=()
    concatTo words buildInputs propagatedBuildInputs
    for package in "${words[@]}"; do collectInput hostInputs "$package"; done

    hostOffset=-1 targetOffset=0
    for package in "${nativeInputs[@]}"; do activateInput "$package"; done
    hostOffset=0 targetOffset=1
    for package in "${hostInputs[@]}"; do activateInput "$package"; done
    PATH=$_PATH${_PATH:+:}$PATH
    export XDG_DATA_DIRS=$_XDG_DATA_DIRS

    for package in "${nativeInputs[@]}"; do runHook envBuildHook "$package"; done
    for package in "${hostInputs[@]}"; do
        if [[ -n ${strictDeps-} || " ${nativeInputs[*]} " != *" $package "* ]]; then
            runHook envHostHook "$package"
        fi
    done
}
