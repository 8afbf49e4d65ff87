# Completes the words of firn, which is asked for them.
_firn() {
    # Bash also cuts at `:`, `=` and `@`: what lies together on the line is one word.
    local rest=${COMP_LINE:0:COMP_POINT} words=() piece i
    for ((i = 0; i <= COMP_CWORD; i++)); do
        piece=${COMP_WORDS[i]}
        if ((i == 0)) || [[ $rest == [[:blank:]]* ]]; then
            rest=${rest#"${rest%%[![:blank:]]*}"}
            words+=('')
        fi
        ((i < COMP_CWORD)) || piece=$rest
        words[${#words[@]} - 1]+=$piece
        rest=${rest#"$piece"}
    done
    # Of the last word, only its end is replaced.
    local word=${words[${#words[@]} - 1]} line
    local head=${word%"$2"}
    local firn=${words[0]/#\~\//$HOME/}
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            :files)
                compopt -o filenames
                while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$2")
                ;;
            :directories)
                compopt -o filenames
                while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$2")
                ;;
            *)
                line=${line%%$'\t'*}
                [[ $line != *[:=/] ]] || compopt -o nospace
                COMPREPLY+=("${line#"$head"}")
                ;;
        esac
    done < <("$firn" __complete "${words[@]:1}" 2>/dev/null)
}
complete -o nosort -F _firn firn 2>/dev/null || complete -F _firn firn
