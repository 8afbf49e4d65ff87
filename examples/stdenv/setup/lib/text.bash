# Replacing text in files, and questions about files.

# substitute INPUT OUTPUT OPTION...: --replace-fail, --replace-warn, --replace-quiet FROM TO;
# --subst-var NAME puts the variable's value for @NAME@, --subst-var-by NAME VALUE the value.
substitute() {
    local input=$1 output=$2 text from to mode
    shift 2
    if [[ ! -f $input ]]; then echo "substitute: there is no file $input" >&2; return 1; fi
    if IFS= read -r -d '' text <"$input"; then
        echo "substitute: $input holds a zero byte" >&2
        return 1
    fi
    while (( $# )); do
        mode=$1
        case $1 in
            --replace | --replace-fail | --replace-warn | --replace-quiet)
                from=$2 to=$3
                shift 3
                ;;
            --subst-var)
                if [[ -z ${!2+set} ]]; then echo "substitute: \$$2 is not set" >&2; return 1; fi
                from=@$2@ to=${!2}
                shift 2
                ;;
            --subst-var-by)
                from=@$2@ to=$3
                shift 3
                ;;
            *)
                echo "substitute: unknown option $1" >&2
                return 1
                ;;
        esac
        if [[ $mode == --replace* && $text != *"$from"* ]]; then
            case $mode in
                --replace-fail) echo "substitute: $input has no '$from'" >&2; return 1 ;;
                --replace | --replace-warn) echo "substitute: $input has no '$from'" >&2 ;;
            esac
        fi
        text=${text//"$from"/"$to"}
    done
    if [[ -e $output ]]; then chmod u+w "$output"; fi
    printf %s "$text" >"$output"
}

substituteInPlace() {
    local -a files=()
    local file
    while (( $# )) && [[ $1 != --* ]]; do files+=("$1"); shift; done
    for file in "${files[@]}"; do substitute "$file" "$file" "$@"; done
}

# substituteAll INPUT OUTPUT: @NAME@ for every exported variable with a lower-case first letter.
substituteAll() {
    local -a options=()
    local variable
    for variable in $(compgen -e); do
        if [[ $variable == [a-z]* ]]; then options+=(--subst-var "$variable"); fi
    done
    substitute "$1" "$2" "${options[@]}"
}

substituteAllInPlace() { substituteAll "$1" "$1"; }

# stripHash PATH: the file's name without the hash of a store path.
stripHash() {
    local base=${1##*/}
    if [[ $base =~ ^[a-z0-9]{32}- ]]; then base=${base:33}; fi
    echo "$base"
}

isELF() { [[ $(head -c 4 -- "$1" | od -An -tx1) == ' 7f 45 4c 46' ]]; }

isScript() { [[ $(head -c 2 -- "$1" | tr -d '\0') == '#!' ]]; }

# echoCmd LABEL WORD...: shows a command so that its words can be told apart.
echoCmd() {
    printf '%s:' "$1"
    printf ' %q' "${@:2}"
    echo
}
