package dev.firn.bash.script;

/// Which functions a dump puts to the test: what `declare -f` printed is parsed and printed once
/// more, and must come out the same. A function that does not cannot be handed to another process.
///
/// In bash 5.2 three things are printed wrong: a pattern `(esac` in a `case`, a here-document in an
/// `&&` or `||` list of three or more commands (not in the first), and `coproc` with a simple
/// command.
///
/// What was printed wrong may end the function early, and the rest would then be run as commands.
/// So a text is first parsed inside compound commands that do nothing and that it would have to
/// close one by one.
public enum FunctionCheck {
    /// All functions: for the first dump of a build, which sees functions that nobody has checked.
    EVERY,
    /// Those whose text could hold one of the things known to go wrong, or whose name is no
    /// identifier.
    SUSPICIOUS;

    /// Bash text that adds to the array `__firn_obstacles`. It reads `__firn_names`, the lines of
    /// `declare -F`, and `__firn_texts`, the functions as printed; it needs extglob on and alias
    /// expansion off, and spoils the shell's functions.
    String text() {
        return switch (this) {
            case EVERY -> ALL_AT_ONCE + EACH.formatted("__firn_body=all") + "fi\n";
            case SUSPICIOUS -> EACH.formatted(SUSPECT);
        };
    }

    /// One pattern with several stars would take time in the square of the text's length.
    private static final String SUSPECT =
            """
            case $__firn_text in
                *coproc* | *'esac)'*) __firn_body=all ;;
                *'<<'*) [[ $__firn_text == *'&&'* || $__firn_text == *'||'* ]] && __firn_body=all ;;
              esac
            """
                    .strip();

    /// When all functions together come out the same, each of them does.
    private static final String ALL_AT_ONCE =
            """
            __firn_same=
            \\builtin declare -f >"$__firn_out/check"
            \\builtin mapfile -d '' -t __firn_line <"$__firn_out/check"
            if [[ ! -s $__firn_out/check ]]; then
              __firn_same=yes
            elif \\builtin eval "if false; then until true; do ( case x in y)
            ${__firn_line[0]}
            ;; esac ); done; fi" 2>/dev/null &&
              \\builtin unset -f -- "${__firn_names[@]#declare -* }" 2>/dev/null; then
              \\builtin eval "${__firn_line[0]}" 2>/dev/null
              \\builtin declare -f >"$__firn_out/check"
              \\builtin mapfile -d '' -t __firn_again <"$__firn_out/check"
              [[ ${__firn_again[0]} == "${__firn_line[0]}" ]] && __firn_same=yes
            fi
            if [[ ! $__firn_same ]]; then
            """;

    /// The body is printed under another name, because a read-only function cannot be defined
    /// again; a name that may not parse is put to the test as it is.
    private static final String EACH =
            """
            for __firn_i in "${!__firn_names[@]}"; do
              __firn_name=${__firn_names[__firn_i]#declare -* }
              __firn_text=${__firn_texts[__firn_i]}
              __firn_body=
              %s
              [[ ! $__firn_body ]] || __firn_body=${__firn_text#*' ()'}
              case $__firn_name in
                *[!A-Za-z0-9_]* | [0-9]*) ;;
                *) [[ $__firn_body ]] || \\builtin continue ;;
              esac
              __firn_same=
              \\builtin unset -f __firn_checked
              if \\builtin eval "if false; then until true; do ( case x in y)
            $__firn_text
            ;; esac ); done; fi" 2>/dev/null; then
                if [[ $__firn_body ]]; then
                  \\builtin eval "__firn_checked ()$__firn_body" 2>/dev/null
                  \\builtin declare -f __firn_checked >"$__firn_out/check"
                  \\builtin mapfile -d '' -t __firn_again <"$__firn_out/check"
                  [[ ${__firn_again[0]#*' ()'} == "$__firn_body" ]] && __firn_same=yes
                else
                  __firn_same=yes
                fi
              fi
              [[ $__firn_same ]] ||
                __firn_obstacles+=("bash cannot print function $__firn_name as it is")
            done
            """;
}
