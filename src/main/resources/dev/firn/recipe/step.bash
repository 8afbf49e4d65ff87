# The frame of a step, after the restored state. What it defines begins with __firn_ and is no part
# of the state. The wrapped EXIT trap writes the state down when the shell ends on its own.
__firn_exit() {
  __firn_status=$? __firn_command=$BASH_COMMAND __firn_word=${1-}
  if [[ -z ${__firn_ended-} ]]; then
    \builtin printf '%s' "$__firn_command" >|@command@
    \builtin printf '%s' "$__firn_word" >|@word@
    (
@exitdump@
    )
  fi
  return "$__firn_status"
}
