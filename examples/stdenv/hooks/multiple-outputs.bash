# Several outputs: which one holds what, flags for configure, and moving what landed elsewhere.

# _chooseOutput VARIABLE OUTPUT...: the first output that this derivation has.
_chooseOutput() {
    local candidate
    if [[ -n ${!1-} ]]; then return; fi
    for candidate in "${@:2}"; do
        if [[ -n ${!candidate-} ]]; then printf -v "$1" %s "$candidate"; return; fi
    done
}
_chooseOutput outputDev dev out
_chooseOutput outputBin bin out
_chooseOutput outputLib lib out
_chooseOutput outputInclude "$outputDev"
_chooseOutput outputDoc doc out
_chooseOutput outputMan man "$outputBin"
_chooseOutput outputInfo info "$outputBin"

export NIX_LDFLAGS="-rpath ${!outputLib}/lib ${NIX_LDFLAGS-}"

preConfigureHooks+=(_nameOutputsToConfigure)
_nameOutputsToConfigure() {
    if [[ $(getAllOutputNames) == out || -z ${setOutputFlags-1} ]]; then return; fi
    prependToVar configureFlags \
        --bindir="${!outputBin}/bin" --libdir="${!outputLib}/lib" \
        --includedir="${!outputInclude}/include" --mandir="${!outputMan}/share/man" \
        --infodir="${!outputInfo}/share/info" --docdir="${!outputDoc}/share/doc/${pname:-$name}"
    prependToVar installFlags pkgconfigdir="${!outputDev}/lib/pkgconfig"
}

preFixupHooks+=(_moveToTheirOutputs)
_moveToTheirOutputs() {
    moveToOutput share/info "${!outputInfo}"
    moveToOutput share/doc "${!outputDoc}"
    moveToOutput share/man "${!outputMan}"
    if [[ -z ${moveToDev-1} ]]; then return; fi
    moveToOutput include "${!outputInclude}"
    moveToOutput lib/pkgconfig "${!outputDev}"
    moveToOutput lib/cmake "${!outputDev}"
    local file
    for file in "${!outputDev}"/lib/pkgconfig/*.pc; do
        sed -i "s|^includedir=\${prefix}|includedir=${!outputInclude}|" "$file"
    done
}

# moveToOutput PATTERN DIRECTORY: what matches in the other outputs; REMOVE deletes it.
moveToOutput() {
    local output from to
    for output in $(getAllOutputNames); do
        if [[ ${!output} == "$2" ]]; then continue; fi
        for from in "${!output}"/$1; do
            if [[ ! -e $from && ! -L $from ]]; then continue; fi
            if [[ $2 == REMOVE ]]; then
                rm -r "$from"
            else
                to=$2${from#"${!output}"}
                mkdir -p "${to%/*}"
                if [[ -d $to && -d $from ]]; then
                    cp -a "$from/." "$to/"
                    rm -r "$from"
                else
                    mv "$from" "$to"
                fi
            fi
            rmdir -p --ignore-fail-on-non-empty "${from%/*}" 2>/dev/null || true
        done
    done
}

postFixupHooks+=(_propagateOutputsFromDev)
_propagateOutputsFromDev() {
    local output
    for output in $(printf '%s\n' "$outputBin" "$outputInclude" "$outputLib" | sort -u); do
        if [[ $output == "$outputDev" ]]; then continue; fi
        mkdir -p "${!outputDev}/nix-support"
        echo "${!output}" >>"${!outputDev}/nix-support/propagated-build-inputs"
    done
}
