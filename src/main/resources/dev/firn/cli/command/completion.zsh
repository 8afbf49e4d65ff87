#compdef firn
# Completes the words of firn, which is asked for them.
_firn() {
    local -a whole open
    local line text entry files directories
    local firn=${~words[1]}
    for line in "${(@f)$($firn __complete "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
        case $line in
            '') ;;
            :files) files=1 ;;
            :directories) directories=1 ;;
            *)
                text=${line%%$'\t'*}
                entry=${text//:/\\:}
                [[ $line != *$'\t'* ]] || entry+=:${line#*$'\t'}
                if [[ $text == *[:=/] ]]; then open+=("$entry"); else whole+=("$entry"); fi
                ;;
        esac
    done
    (( ! $#whole )) || _describe -V firn whole
    (( ! $#open )) || _describe -V firn open -S ''
    [[ -z $files ]] || _files
    [[ -z $directories ]] || _files -/
}
if [[ $funcstack[1] == _firn ]]; then _firn "$@"; else compdef _firn firn; fi
