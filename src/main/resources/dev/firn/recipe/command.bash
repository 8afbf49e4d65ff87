# Runs the words in __firn_command. What this shell itself says of a program that a signal has ended
# is nobody's concern.
case $(\builtin type -t -- "${__firn_command[0]}") in
  '')
    \builtin printf 'firn: there is no command %q here\n' "${__firn_command[0]}" >&2
    \builtin exit 127
    ;;
  file)
    { "${__firn_command[@]}" 2>&"$__firn_err" {__firn_err}>&-; } {__firn_err}>&2 2>/dev/null
    ;;
  *) "${__firn_command[@]}" ;;
esac
