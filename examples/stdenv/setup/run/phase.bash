# Running phases one by one.

definePhases() {
    if [[ -n ${phases[*]-} ]]; then return; fi
    phases="${prePhases[*]} unpackPhase patchPhase ${preConfigurePhases[*]} configurePhase
        ${preBuildPhases[*]} buildPhase checkPhase ${preInstallPhases[*]} installPhase
        ${preFixupPhases[*]} fixupPhase installCheckPhase ${preDistPhases[*]} distPhase
        ${postPhases[*]}"
}

# isPhaseOff PHASE: the attributes dontX and doX.
isPhaseOff() {
    case $1 in
        unpackPhase) [[ -n ${dontUnpack-} ]] ;;
        patchPhase) [[ -n ${dontPatch-} ]] ;;
        configurePhase) [[ -n ${dontConfigure-} ]] ;;
        buildPhase) [[ -n ${dontBuild-} ]] ;;
        checkPhase) [[ -z ${doCheck-} ]] ;;
        installPhase) [[ -n ${dontInstall-} ]] ;;
        fixupPhase) [[ -n ${dontFixup-} ]] ;;
        installCheckPhase) [[ -z ${doInstallCheck-} ]] ;;
        distPhase) [[ -z ${doDist-} ]] ;;
        *) false ;;
    esac
}

runPhase() {
    local curPhase=$1 begin
    if isPhaseOff "$curPhase"; then return 0; fi
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
