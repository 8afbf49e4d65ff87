# Interpreters of scripts become the ones that the build's inputs have.

fixupOutputHooks+=(_patchShebangsOfOutput)
_patchShebangsOfOutput() {
    if [[ -z ${dontPatchShebangs-} ]]; then patchShebangs "$prefix"; fi
}

# patchShebangs PATH...: executable scripts at or below; their times stay.
patchShebangs() {
    local file line program words path
    while [[ ${1-} == --* ]]; do shift; done
    while IFS= read -r -d '' file; do
        if ! isScript "$file"; then continue; fi
        IFS= read -r line <"$file" || true
        read -r -a words <<<"${line#\#!}"
        case ${words[0]-} in "$NIX_STORE"/* | "$SHELL") continue ;; esac
        if [[ ${words[0]-} == */env ]]; then words=("${words[@]:1}"); fi
        program=${words[0]##*/}
        path=$(type -P "$program") || continue
        words[0]=$path
        if [[ $line == "#!${words[*]}" ]]; then continue; fi
        echo "$file: the interpreter is now ${words[*]}"
        touch -r "$file" "$TMPDIR/shebang-time"
        sed -i "1s|.*|#!${words[*]}|" "$file"
        touch -r "$TMPDIR/shebang-time" "$file"
        rm "$TMPDIR/shebang-time"
    done < <(find "$@" -type f -perm -0100 -print0 | sort -z)
}
