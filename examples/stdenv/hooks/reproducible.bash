# The same sources give the same bytes: one time for all, and seeds that follow from the output.

export NIX_CFLAGS_COMPILE+=" -frandom-seed=${NIX_OUTPATH_USED_AS_RANDOM_SEED:-${out:11:10}}"

postUnpackHooks+=(_setSourceDate)
_setSourceDate() {
    local newest
    newest=$(find "$sourceRoot" -type f ! -newer "$NIX_BUILD_TOP/.." -printf '%T@\n' |
        sort -n | tail -n 1)
    newest=${newest%.*}
    if [[ -n $newest ]] && (( newest > SOURCE_DATE_EPOCH )); then
        echo "the newest source is of second $newest"
        export SOURCE_DATE_EPOCH=$newest
    fi
}
