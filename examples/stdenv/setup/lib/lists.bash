# Variables that are lists: an array, or a string of words when attributes are not structured.

# isArray NAME: an indexed array, filled or merely declared.
isArray() {
    local declaration
    declaration=$(declare -p "$1" 2>/dev/null) && [[ $declaration == 'declare -a'* ]]
}

# prependToVar NAME WORD..., appendToVar NAME WORD...: the variable stays what it is.
prependToVar() { _extendVar front "$@"; }
appendToVar() { _extendVar back "$@"; }

_extendVar() {
    local _end=$1 _target=$2
    shift 2
    if isArray "$_target" || [[ -n $__structuredAttrs && -z ${!_target+set} ]]; then
        local -n _array=$_target
        if [[ $_end == front ]]; then _array=("$@" "${_array[@]}"); else _array+=("$@"); fi
    elif [[ $_end == front ]]; then
        printf -v "$_target" '%s' "$* ${!_target-}"
    else
        printf -v "$_target" '%s' "${!_target-} $*"
    fi
}

# concatTo ARRAY NAME[=DEFAULT]...: adds the words of each named list to the array. The default
# stands for a list without words.
concatTo() {
    local -n _sum=$1
    local _item _name
    local -a _words
    shift
    for _item; do
        _name=${_item%%=*}
        if isArray "$_name"; then
            local -n _list=$_name
            _words=("${_list[@]}")
            unset -n _list
        else
            read -r -d '' -a _words <<<"${!_name-}" || true
        fi
        if [[ ${#_words[@]} == 0 && $_item == *=* ]]; then _words=("${_item#*=}"); fi
        _sum+=("${_words[@]}")
    done
}

# concatStringsSep SEPARATOR NAME: prints the words of the named list with separators between.
concatStringsSep() {
    local -a _joined
    local _index
    concatTo _joined "$2"
    for _index in "${!_joined[@]}"; do
        if (( _index )); then printf '%s' "$1"; fi
        printf '%s' "${_joined[_index]}"
    done
}

getAllOutputNames() {
    if [[ -n $__structuredAttrs ]]; then echo "${!outputs[*]}"; else echo "$outputs"; fi
}

# addToSearchPath NAME DIRECTORY: at the end, once, and only a directory that exists.
addToSearchPath() { addToSearchPathWithCustomDelimiter : "$@"; }

addToSearchPathWithCustomDelimiter() {
    local present=$1${!2-}$1
    if [[ -d $3 && $present != *"$1$3$1"* ]]; then export "$2=${!2:+${!2}$1}$3"; fi
}
