# The first script of a build in the manner of older environments.
if [[ -e ${NIX_ATTRS_SH_FILE-} ]]; then
    source "$NIX_ATTRS_SH_FILE"
elif [[ -e .attrs.sh ]]; then
    export NIX_ATTRS_SH_FILE=$PWD/.attrs.sh NIX_ATTRS_JSON_FILE=$PWD/.attrs.json
    source .attrs.sh
fi
source "$stdenv/setup"
genericBuild
