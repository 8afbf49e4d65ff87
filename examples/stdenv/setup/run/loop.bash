# Running phases in the manner of older environments: genericBuild does everything itself.

genericBuild() {
    if [[ -f ${buildCommandPath-} ]]; then
        source "$buildCommandPath"
        return
    fi
    if [[ -n ${buildCommand-} ]]; then
        eval "$buildCommand"
        return
    fi

    if [[ -z ${phases-} ]]; then
        phases="$prePhases unpackPhase patchPhase $preConfigurePhases configurePhase
            $preBuildPhases buildPhase checkPhase $preInstallPhases installPhase
            $preFixupPhases fixupPhase installCheckPhase $preDistPhases distPhase $postPhases"
    fi

    for curPhase in $phases; do
        if [[ $curPhase == unpackPhase && -n ${dontUnpack-} ]]; then continue; fi
        if [[ $curPhase == patchPhase && -n ${dontPatch-} ]]; then continue; fi
        if [[ $curPhase == configurePhase && -n ${dontConfigure-} ]]; then continue; fi
        if [[ $curPhase == buildPhase && -n ${dontBuild-} ]]; then continue; fi
        if [[ $curPhase == checkPhase && -z ${doCheck-} ]]; then continue; fi
        if [[ $curPhase == installPhase && -n ${dontInstall-} ]]; then continue; fi
        if [[ $curPhase == fixupPhase && -n ${dontFixup-} ]]; then continue; fi
        if [[ $curPhase == installCheckPhase && -z ${doInstallCheck-} ]]; then continue; fi
        if [[ $curPhase == distPhase && -z ${doDist-} ]]; then continue; fi

        showPhaseHeader "$curPhase"
        dumpVars
        eval "${!curPhase:-$curPhase}"
        if [[ $curPhase == unpackPhase ]]; then cd "${sourceRoot:-.}"; fi
    done
}
