# A package's own builder in the old manner.
source "$stdenv/setup"
countPhase() { counted=$(( ${counted-0} + 1 )); }
installPhase() {
    mkdir "$out"
    echo "$counted" >"$out/counted"
}
phases="countPhase countPhase installPhase fixupPhase"
genericBuild
