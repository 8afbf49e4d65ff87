package dev.firn.bash.script;

/// Bash text that writes the whole state of the shell into a directory, for [Dump#read].
///
/// It is to be run as `( text )` at top level, not in a function: there `declare -p` lists locals,
/// `trap -p` does not show DEBUG, ERR and RETURN, and `$@` is the function's. It belongs inside the
/// one compound command that holds the build's code: so it is parsed before the build can change
/// how bash parses. It uses only builtins and forks nothing. Use it as `if ( text ); then`, so that
/// neither `set -e` nor an ERR trap of the build acts when its exit status is not 0.
///
/// The exit status is 0 when another process can go on from this state; otherwise the dump lists
/// the obstacles.
///
/// With `set -o functrace` a DEBUG trap of the build runs up to three times in the subshell before
/// it is turned off.
///
/// @param directory where to write; must exist and be empty
/// @param fifo a named pipe that nobody writes to, for waiting without a process; without it
///     processes that are just ending count as obstacles
/// @param functions which functions to put to the test
public record DumpScript(String directory, String fifo, FunctionCheck functions) {

    /// A dump as steps do it, with a named pipe `DIRECTORY.fifo`.
    public static DumpScript into(String directory) {
        return new DumpScript(directory, directory + ".fifo", FunctionCheck.SUSPICIOUS);
    }

    /// The text for a dump as steps do it.
    public static String text(String directory) {
        return into(directory).text();
    }

    public DumpScript with(FunctionCheck check) {
        return new DumpScript(directory, fifo, check);
    }

    /// The text.
    public String text() {
        StringBuilder text = new StringBuilder(6000);
        text.append(
                "{ __firn_captured= __firn_real= __firn_failed= __firn_obstacles=()\n__firn_out=");
        Quoting.quote(directory, text);
        text.append(QUIET);
        text.append(STATE);
        text.append(STREAMS);
        text.append("__firn_fifo=");
        Quoting.quote(fifo, text);
        text.append(OBSTACLES);
        text.append(functions.text());
        text.append(END);
        return text.toString();
    }

    /// Everything that could make the rest mean or print something else is turned off first. A
    /// function named `builtin` cannot be got around: then nothing is written.
    private static final String QUIET =
            """

              __firn_options=$SHELLOPTS __firn_seconds=$SECONDS
              \\builtin trap -p >|"$__firn_out/traps" || __firn_failed=1
              \\builtin trap - DEBUG ERR RETURN
              \\builtin set +aefknuvxC; } 2>/dev/null
            \\builtin eval '__firn_real=${#FUNCNAME[@]}'
            if [[ $__firn_real == "${#FUNCNAME[@]}" ]] &&
              \\builtin enable -n >"$__firn_out/disabled" &&
              \\builtin enable alias continue declare dirs enable eval mapfile printf pwd read set \
            shopt trap ulimit umask unset; then
            """;

    private static final String STATE =
            """
            {
              \\builtin printf '%s\\0' "$__firn_options" "$__firn_seconds" "$0" "$#" "$@"
              \\builtin umask; \\builtin printf '\\0'
              \\builtin shopt -p; \\builtin printf '\\0'
              \\builtin alias -p; \\builtin printf '\\0'
              \\builtin ulimit -S -a; \\builtin printf '\\0'
              \\builtin ulimit -H -a; \\builtin printf '\\0'
              \\builtin pwd -L; \\builtin printf '\\0'
              __firn_i=1
              while \\builtin dirs -l +"$__firn_i"; do
                \\builtin printf '\\0'
                __firn_i=$((__firn_i + 1))
              done 2>/dev/null
              \\builtin printf '\\0end\\0'
            } >"$__firn_out/shell" || __firn_failed=1
            if [[ $__firn_options == *posix* ]]; then
              __firn_obstacles+=('the shell is in posix mode')
              \\builtin set +o posix
            fi
            \\builtin declare -p >"$__firn_out/variables" || __firn_failed=1
            \\builtin unset -v GLOBIGNORE
            \\builtin shopt -u xpg_echo extdebug failglob nocaseglob nocasematch expand_aliases
            \\builtin shopt -s nullglob dotglob extglob
            \\builtin declare -F >"$__firn_out/names" || __firn_failed=1
            \\builtin mapfile -t __firn_names <"$__firn_out/names"
            for __firn_i in "${__firn_names[@]}"; do
              \\builtin declare -f -- "${__firn_i#declare -* }"
              \\builtin printf '\\0'
            done >"$__firn_out/functions" || __firn_failed=1
            \\builtin mapfile -d '' -t __firn_texts <"$__firn_out/functions"
            \\builtin mapfile -d '' -t __firn_line </proc/self/environ
            \\builtin printf '%s\\0' "${__firn_line[@]}" >"$__firn_out/environ" ||
              __firn_failed=1
            """;

    private static final String STREAMS =
            """
            [[ /proc/$$/fd/0 -ef /dev/null ]] ||
              __firn_obstacles+=('standard input is no longer /dev/null')
            [[ -t 1 ]] || __firn_obstacles+=('standard output is redirected')
            [[ -t 2 ]] || __firn_obstacles+=('standard error is redirected')
            [[ ! -t 1 || ! -t 2 || /proc/$$/fd/1 -ef /proc/$$/fd/2 ]] ||
              __firn_obstacles+=('standard output and standard error are no longer the same')
            """;

    /// The descriptors are those of the shell itself: a subshell has closed those of coprocesses.
    /// Number 255 is bash's own, for the script.
    private static final String OBSTACLES =
            """

            \\builtin pwd -L >"$__firn_out/directory"
            \\builtin mapfile -d '' -t __firn_line <"$__firn_out/directory"
            [[ . -ef ${__firn_line[0]%$'\\n'} ]] ||
              __firn_obstacles+=("the working directory ${__firn_line[0]%$'\\n'} is gone")
            __firn_line=
            for __firn_i in /proc/$$/fd/*; do
              case " ${__firn_i##*/} " in
                ' 0 ' | ' 1 ' | ' 2 ' | ' 255 ') __firn_line=seen ;;
                *)
                  [[ ! -L $__firn_i ]] ||
                    __firn_obstacles+=("file descriptor ${__firn_i##*/} is open")
                  ;;
              esac
            done
            [[ $__firn_line ]] || __firn_obstacles+=('/proc cannot be listed')
            __firn_tries=0
            while
              __firn_alive=()
              for __firn_i in /proc/[0123456789]*; do
                case ${__firn_i#/proc/} in
                  1 | "$$" | "$BASHPID") ;;
                  *) [[ -e $__firn_i ]] && __firn_alive+=("$__firn_i") ;;
                esac
              done
              __firn_tries=$((__firn_tries + 1))
              [[ ${#__firn_alive[@]} -gt 0 && $__firn_tries -lt 9 && -p $__firn_fifo ]]
            do
              \\builtin read -r -t 0.02 __firn_line <>"$__firn_fifo"
            done
            for __firn_i in "${__firn_alive[@]}"; do
              __firn_line=
              { \\builtin read -r __firn_line <"$__firn_i/comm"; } 2>/dev/null
              __firn_obstacles+=("process ${__firn_i#/proc/} ($__firn_line) is still running")
            done
            for __firn_i in /dev/shm/*; do
              __firn_obstacles+=("$__firn_i exists, and shared memory ends with the sandbox")
            done
            """;

    private static final String END =
            """
            if [[ ${#__firn_obstacles[@]} -gt 0 ]]; then
              \\builtin printf '%s\\0' "${__firn_obstacles[@]}" >"$__firn_out/obstacles" ||
                __firn_failed=1
            elif [[ ! $__firn_failed ]]; then
              __firn_captured=yes
            fi
            if [[ ! $__firn_failed ]]; then
              \\builtin printf 'complete' >"$__firn_out/end" || __firn_captured=
            fi
            fi
            [[ $__firn_captured ]]
            """;
}
