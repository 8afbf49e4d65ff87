# The frame of a step, after the restored state. What it defines begins with __firn_ and is no part
# of the state. The wrapped EXIT trap writes the state down when the shell ends on its own.
__firn_exit() {
  __firn_status=$?
  if [[ -z ${__firn_ended-} ]]; then
    (
@exitdump@
    )
  fi
  return "$__firn_status"
}
