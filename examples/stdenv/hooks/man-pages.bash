# Manual pages are compressed, and links to them follow.

fixupOutputHooks+=(_compressManPages)
_compressManPages() {
    if [[ -n ${dontGzipMan-} || ! -d $prefix/share/man ]]; then return; fi
    local page target
    while IFS= read -r -d '' page; do
        gzip -9 -n -f "$page"
    done < <(find "$prefix/share/man" -type f ! -name '*.gz' ! -name '*.xz' -print0 | sort -z)
    while IFS= read -r -d '' page; do
        target=$(readlink "$page")
        if [[ -e $(dirname "$page")/$target.gz ]]; then
            ln -sf "$target.gz" "$page.gz"
            rm "$page"
        fi
    done < <(find "$prefix/share/man" -type l -print0 | sort -z)
}
