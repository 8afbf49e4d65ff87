# Debug symbols leave programs and libraries.

fixupOutputHooks+=(_stripOutput)
_stripOutput() {
    if [[ -n ${dontStrip-} ]]; then return; fi
    local -a directories=()
    local directory file
    for directory in ${stripDebugList[*]-lib libexec bin sbin}; do
        if [[ -d $prefix/$directory ]]; then directories+=("$prefix/$directory"); fi
    done
    if (( ! ${#directories[@]} )); then return; fi
    while IFS= read -r -d '' file; do
        if isELF "$file" || [[ $file == *.a ]]; then
            strip -S -p --enable-deterministic-archives "$file"
        fi
    done < <(find "${directories[@]}" -type f -print0 | sort -z)
}
