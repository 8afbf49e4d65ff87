# The first script of a build: attributes, environment, then the package's builder. Some versions
# of Nix name a file of the host in NIX_ATTRS_SH_FILE; in the sandbox it is in the build directory.
if [[ -n ${NIX_ATTRS_SH_FILE-} && ! -e $NIX_ATTRS_SH_FILE ]]; then
    export NIX_ATTRS_SH_FILE=$NIX_BUILD_TOP/.attrs.sh NIX_ATTRS_JSON_FILE=$NIX_BUILD_TOP/.attrs.json
fi
if [[ -e ${NIX_ATTRS_SH_FILE-} ]]; then source "$NIX_ATTRS_SH_FILE"; fi
source "$stdenv/setup"
source "$1"
