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
    case $curPhase in
        unpackPhase) if [[ -n ${dontUnpack-} ]]; then return; fi ;;
        patchPhase) if [[ -n ${dontPatch-} ]]; then return; fi ;;
        configurePhase) if [[ -n ${dontConfigure-} ]]; then return; fi ;;
        buildPhase) if [[ -n ${dontBuild-} ]]; then return; fi ;;
        checkPhase) if [[ -z ${doCheck-} ]]; then return; fi ;;
        installPhase) if [[ -n ${dontInstall-} ]]; then return; fi ;;
        fixupPhase) if [[ -n ${dontFixup-} ]]; then return; fi ;;
        installCheckPhase) if [[ -z ${doInstallCheck-} ]]; then return; fi ;;
        distPhase) if [[ -z ${doDist-} ]]; then return; fi ;;
    esac
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
