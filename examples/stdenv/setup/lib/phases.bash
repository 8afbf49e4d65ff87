# The default phases. Each can be replaced by an attribute or a function of its name.

unpackPhase() {
    runHook preUnpack
    local -a archives known
    concatTo archives srcs
    if (( ! ${#archives[@]} )); then archives=(${src:?unpackPhase needs src or srcs}); fi
    known=(*/)
    for curSrc in "${archives[@]}"; do unpackFile "$curSrc"; done

    sourceRoot=${sourceRoot-}
    if [[ -n ${setSourceRoot-} ]]; then
        runOneHook setSourceRoot
    elif [[ -z $sourceRoot ]]; then
        local directory
        for directory in */; do
            if [[ " ${known[*]} " == *" $directory "* ]]; then continue; fi
            if [[ -n $sourceRoot ]]; then echo 'unpackPhase: more than one directory'; exit 1; fi
            sourceRoot=${directory%/}
        done
    fi
    if [[ -z $sourceRoot ]]; then echo 'unpackPhase: no directory appeared'; exit 1; fi
    if [[ ${dontMakeSourcesWritable-0} != 1 ]]; then chmod -R u+w -- "$sourceRoot"; fi
    runHook postUnpack
}

unpackFile() {
    echo "unpacking $1"
    if ! runOneHook unpackCmd "$1"; then echo "unpackPhase: cannot unpack $1"; exit 1; fi
}

unpackCmdHooks+=(_unpackUsualSource)
_unpackUsualSource() {
    if [[ -d $1 ]]; then
        cp -r --preserve=timestamps -- "$1" "$(stripHash "$1")"
    elif [[ $1 == *.tar || $1 == *.tar.* || $1 == *.t[gbx]z ]]; then
        tar -xf "$1" --mode=+w
    else
        return 1
    fi
}

patchPhase() {
    runHook prePatch
    local -a list flags
    local file
    concatTo list patches
    concatTo flags patchFlags=-p1
    for file in "${list[@]}"; do
        echo "applying $file"
        case $file in
            *.gz) gzip -dc "$file" ;;
            *.bz2) bzip2 -dc "$file" ;;
            *.xz) xz -dc "$file" ;;
            *) cat "$file" ;;
        esac | patch "${flags[@]}"
    done
    runHook postPatch
}

configurePhase() {
    runHook preConfigure
    if [[ -z ${configureScript-} && -x configure ]]; then configureScript=./configure; fi
    if [[ -z ${configureScript-} ]]; then
        echo 'there is no configure script'
    else
        if [[ -z ${dontAddDisableDepTrack-} ]] && grep -q dependency-tracking "$configureScript"; then
            prependToVar configureFlags --disable-dependency-tracking
        fi
        if [[ -z ${dontDisableStatic-} ]] && grep -q enable-static "$configureScript"; then
            prependToVar configureFlags --disable-static
        fi
        if [[ -z ${dontAddPrefix-} ]]; then
            prependToVar configureFlags "${prefixKey---prefix=}$prefix"
        fi
        local -a flags
        concatTo flags configureFlags configureFlagsArray
        echoCmd 'configure flags' "${flags[@]}"
        $configureScript "${flags[@]}"
    fi
    runHook postConfigure
}

# _make LABEL PARALLEL LIST...: make with the words of the lists.
_make() {
    local -a flags=(SHELL="$SHELL")
    if [[ -n $2 ]]; then flags=("-j$NIX_BUILD_CORES" "${flags[@]}"); fi
    concatTo flags makeFlags makeFlagsArray "${@:3}"
    echoCmd "$1 flags" "${flags[@]}"
    make ${makefile:+-f "$makefile"} "${flags[@]}"
}

_isMakefileHere() {
    [[ -n "${makeFlags[*]-}${makefile-}" || -e Makefile || -e makefile || -e GNUmakefile ]]
}

# _hasTarget NAME: does the Makefile know what to do for it?
_hasTarget() { make ${makefile:+-f "$makefile"} -n "$1" >/dev/null 2>&1; }

buildPhase() {
    runHook preBuild
    if _isMakefileHere; then
        foundMakefile=1
        _make build "${enableParallelBuilding-}" buildFlags buildFlagsArray
    else
        echo 'there is no Makefile'
    fi
    runHook postBuild
}

checkPhase() {
    runHook preCheck
    if [[ -n ${foundMakefile-} && -z ${checkTarget-} ]]; then
        if _hasTarget check; then checkTarget=check; elif _hasTarget test; then checkTarget=test; fi
    fi
    if [[ -n ${foundMakefile-} && -n ${checkTarget-} ]]; then
        _make check "${enableParallelChecking-}" checkFlags=VERBOSE=y checkFlagsArray checkTarget
    else
        echo 'there is nothing to check'
    fi
    runHook postCheck
}

installPhase() {
    runHook preInstall
    if _isMakefileHere; then
        foundMakefile=1
        mkdir -p "$prefix"
        _make install "${enableParallelInstalling-}" installFlags installFlagsArray installTargets=install
    else
        echo 'there is no Makefile'
    fi
    runHook postInstall
}

fixupPhase() {
    local output
    for output in $(getAllOutputNames); do
        if [[ -e ${!output} ]]; then chmod -R u+w,u-s,g-s "${!output}"; fi
    done
    runHook preFixup
    for output in $(getAllOutputNames); do
        if [[ -e ${!output} ]]; then prefix=${!output} runHook fixupOutput; fi
    done
    recordPropagatedDependencies
    runHook postFixup
}

recordPropagatedDependencies() {
    local -a native host
    concatTo native propagatedNativeBuildInputs
    concatTo host propagatedBuildInputs
    local support=${!outputDev}/nix-support
    if [[ -n "${native[*]}${host[*]}${setupHook-}" ]]; then mkdir -p "$support"; fi
    if (( ${#native[@]} )); then echo "${native[@]}" >"$support/propagated-native-build-inputs"; fi
    if (( ${#host[@]} )); then echo "${host[@]}" >"$support/propagated-build-inputs"; fi
    if [[ -n ${setupHook-} ]]; then substituteAll "$setupHook" "$support/setup-hook"; fi
}

installCheckPhase() {
    runHook preInstallCheck
    if [[ -n ${foundMakefile-} ]] && _hasTarget "${installCheckTarget:-installcheck}"; then
        _make installcheck "${enableParallelChecking-}" installCheckFlags installCheckFlagsArray \
            installCheckTarget=installcheck
    else
        echo 'there is nothing to check'
    fi
    runHook postInstallCheck
}

distPhase() {
    runHook preDist
    _make dist '' distFlags distFlagsArray distTarget=dist
    if [[ ${dontCopyDist-0} != 1 ]]; then
        mkdir -p "$out/tarballs"
        cp -p ${tarballs:-*.tar.gz} "$out/tarballs/"
    fi
    runHook postDist
}
