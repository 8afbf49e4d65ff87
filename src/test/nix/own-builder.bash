# A package's own builder: functions and a phase list, then the environment's loop.
countPhase() { counted=$(( ${counted-0} + 1 )); }
installPhase() {
    mkdir "$out"
    echo "$counted" >"$out/counted"
}
phases="countPhase countPhase installPhase fixupPhase"
genericBuild
