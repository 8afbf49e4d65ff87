package dev.firn.bash.script;

/// Which functions a dump puts to the test: what `declare -f` printed is parsed and printed once
/// more, and must come out the same. A function that does not cannot be handed to another process.
///
/// In bash 5.2 three things are printed wrong: a pattern `(esac` in a `case`, a here-document in an
/// `&&` or `||` list of three or more commands (not in the first), and `coproc` with a simple
/// command.
public enum FunctionCheck {
    /// All functions: for the first dump of a build, which sees functions that nobody has checked.
    EVERY("*"),
    /// Those whose text could hold one of the things known to go wrong, or whose name is no
    /// identifier.
    SUSPICIOUS("*'<<'* | *coproc* | *'esac)'*");

    private final String pattern;

    FunctionCheck(String pattern) {
        this.pattern = pattern;
    }

    /// Bash text that adds to the array `__firn_obstacles`. It reads `__firn_names`, the lines of
    /// `declare -F`, and `__firn_texts`, the functions as printed; it needs extglob on and alias
    /// expansion off, and spoils the shell's functions.
    ///
    /// The body is printed under another name, because a read-only function cannot be defined
    /// again; a name that may not parse is put to the test as it is.
    String text() {
        return """
        for __firn_i in "${!__firn_names[@]}"; do
          __firn_name=${__firn_names[__firn_i]#declare -* }
          __firn_text=${__firn_texts[__firn_i]}
          __firn_same=yes
          case $__firn_text in %s)
            \\builtin unset -f __firn_checked
            \\builtin eval "__firn_checked ()${__firn_text#*' ()'}" 2>/dev/null
            \\builtin declare -f __firn_checked >"$__firn_out/check"
            \\builtin mapfile -d '' -t __firn_again <"$__firn_out/check"
            [[ ${__firn_again[0]#*' ()'} == "${__firn_text#*' ()'}" ]] || __firn_same=
            ;;
          esac
          case $__firn_name in *[!A-Za-z0-9_]* | [0-9]*)
            \\builtin eval "$__firn_text" 2>/dev/null || __firn_same=
            \\builtin declare -f -- "$__firn_name" >"$__firn_out/check"
            \\builtin mapfile -d '' -t __firn_again <"$__firn_out/check"
            [[ ${__firn_again[0]} == "$__firn_text" ]] || __firn_same=
            ;;
          esac
          [[ $__firn_same ]] || __firn_obstacles+=("bash cannot print function $__firn_name as it is")
        done
        """
                .formatted(pattern);
    }
}
