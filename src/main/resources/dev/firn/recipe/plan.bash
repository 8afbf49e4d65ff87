# Appended by firn to a copy of stdenv's setup script. The builder script sources that copy and
# calls genericBuild as always; here that call lists the phases and hands the shell's state over
# instead of building. A command of the builder script after genericBuild is reported, not run.
if \builtin declare -F genericBuild >/dev/null; then
__firn_plan=@out@/plan
__firn_say() { \builtin printf '%s\0' "$@" >>"$__firn_plan"; }
__firn_arguments=("$@")
__firn_real=$(\builtin declare -f genericBuild)
genericBuild() {
  \builtin eval "$__firn_real"
  for __firn_word in "${FUNCNAME[@]:1}"; do
    [[ $__firn_word == source || $__firn_word == main ]] || __firn_say inside "$__firn_word"
  done
  # Where each function comes from: its name, a line number, its file.
  __firn_say origins "$(
    \builtin shopt -s extdebug
    \builtin declare -F | while IFS=' ' \builtin read -r __firn_word __firn_flags __firn_name; do
      \builtin declare -F -- "$__firn_name" || :
    done
  )"
  if [[ -f ${buildCommandPath:-} || -n ${buildCommand:-} ]]; then
    __firn_say command ''
  elif \builtin declare -F runPhase >/dev/null; then
    __firn_run=$(\builtin declare -f runPhase)
    runPhase() { __firn_say phase "$*"; }
    genericBuild
    \builtin eval "$__firn_run"
    \builtin unset -v curPhase
  else
    \builtin eval "${__firn_real%%for curPhase in *}}"
    genericBuild
    \builtin eval "$__firn_real"
    for __firn_word in ${phases[*]}; do __firn_say phase "$__firn_word"; done
  fi
  (
\builtin set -- "${__firn_arguments[@]}"
@dump@
  ) || :
  \builtin trap - EXIT
  \builtin trap '__firn_say tail "$BASH_COMMAND"; \builtin exit 0' DEBUG
}
fi
