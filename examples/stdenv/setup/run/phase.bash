# Running phases one by one.

definePhases() {
    if [[ -n ${phases[*]-} ]]; then return; fi
    phases="${prePhases[*]} unpackPhase patchPhase ${preConfigurePhases[*]} configurePhase
        ${preBuildPhases[*]} buildPhase checkPhase ${preInstallPhases[*]} installPhase
        ${preFixupPhases[*]} fixupPhase installCheckPhase ${preDistPhases[*]} distPhase
        ${postPhases[*]}"
}

# runPhase PHASE: unless an attribute dontX or doX says no.
runPhase() {
    local curPhase=$1 begin
    if [[ $curPhase == unpackPhase && -n ${dontUnpack-} ]]; then return; fi
    if [[ $curPhase == patchPhase && -n ${dontPatch-} ]]; then return; fi
    if [[ $curPhase == configurePhase && -n ${dontConfigure-} ]]; then return; fi
    if [[ $curPhase == buildPhase && -n ${dontBuild-} ]]; then return; fi
    if [[ $curPhase == checkPhase && -z ${doCheck-} ]]; then return; fi
    if [[ $curPhase == installPhase && -n ${dontInstall-} ]]; then return; fi
    if [[ $curPhase == fixupPhase && -n ${dontFixup-} ]]; then return; fi
    if [[ $curPhase == installCheckPhase && -z ${doInstallCheck-} ]]; then return; fi
    if [[ $curPhase == distPhase && -z ${doDist-} ]]; then return; fi
    showPhaseHeader "$curPhase"
    dumpVars
    begin=$SECONDS
    eval "${!curPhase:-$curPhase}"
    showPhaseFooter "$curPhase" "$begin" "$SECONDS"
    if [[ $curPhase == unpackPhase ]]; then
        chmod u+x -- "${sourceRoot:-.}"
        cd -- "${sourceRoot:-.}"
    fi
}

genericBuild() {
    if [[ -f ${buildCommandPath-} ]]; then
        source "$buildCommandPath"
    elif [[ -n ${buildCommand-} ]]; then
        eval "$buildCommand"
    else
        definePhases
        for curPhase in ${phases[*]}; do runPhase "$curPhase"; done
    fi
}
